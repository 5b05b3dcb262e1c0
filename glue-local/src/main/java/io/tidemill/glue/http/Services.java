package io.tidemill.glue.http;

import io.tidemill.glue.aws.Action;
import java.util.Map;

/** Everything that answers on the port. */
public record Services(
    Map<String, Action> glue,
    Map<String, Action> lakeFormation,
    HttpService sts,
    HttpService s3,
    HttpService admin) {
  public Services {
    glue = Map.copyOf(glue);
    lakeFormation = Map.copyOf(lakeFormation);
  }
}
