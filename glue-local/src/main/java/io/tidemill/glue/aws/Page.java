package io.tidemill.glue.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * One page of a listing. A token names the offset of the next page; it means nothing to clients.
 */
public record Page<T>(List<T> items, int nextOffset) {
  private static final int LAST = -1;
  private static final int MOST = 1000;

  public Page {
    items = List.copyOf(items);
  }

  /** Cuts the page that a request's NextToken and MaxResults ask for, up to 1000 items. */
  public static <T> Page<T> of(List<T> all, JsonRequest request, int limit) {
    return of(all, request, limit, MOST);
  }

  /** The same for actions that refuse to be asked for more than {@code most}. */
  public static <T> Page<T> of(List<T> all, JsonRequest request, int limit, int most) {
    int asked = request.integer("MaxResults", limit);
    if (asked < 1) {
      throw outOfRange(asked, "greater than or equal to 1");
    }
    if (asked > most) {
      throw outOfRange(asked, "less than or equal to " + most);
    }
    int from =
        request.optionalText("NextToken").filter(t -> !t.isEmpty()).map(Page::offset).orElse(0);
    int start = Math.min(from, all.size());
    int end = Math.min(all.size(), start + Math.min(asked, limit));
    return new Page<>(all.subList(start, end), end < all.size() ? end : LAST);
  }

  /** The response of a listing: the items under their field and the token when there is more. */
  public static ObjectNode response(String field, Page<? extends JsonNode> page) {
    ObjectNode response = Json.object();
    response.set(field, Json.array(page.items()));
    page.putToken(response);
    return response;
  }

  public void putToken(ObjectNode response) {
    if (nextOffset != LAST) {
      byte[] token = ("offset:" + nextOffset).getBytes(StandardCharsets.UTF_8);
      response.put("NextToken", Base64.getEncoder().encodeToString(token));
    }
  }

  private static int offset(String token) {
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith("offset:")) {
        return Integer.parseInt(text.substring("offset:".length()));
      }
    } catch (IllegalArgumentException e) {
      throw invalid(token, e);
    }
    throw invalid(token, null);
  }

  private static AwsException outOfRange(int asked, String range) {
    return AwsException.validation(
        "1 validation error detected: Value '"
            + asked
            + "' at 'maxResults' failed to satisfy constraint: Member must have value "
            + range);
  }

  private static AwsException invalid(
      String token, @org.jspecify.annotations.Nullable Throwable cause) {
    AwsException refusal =
        AwsException.invalidInput(
            "Expected NextToken to come from an earlier response, but it is " + token);
    if (cause != null) {
      refusal.addSuppressed(cause);
    }
    return refusal;
  }
}
