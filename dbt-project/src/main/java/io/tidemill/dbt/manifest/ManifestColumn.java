package io.tidemill.dbt.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A column as a properties file describes it. */
public record ManifestColumn(Map<String, Object> content) {

  public ManifestColumn {
    content = Content.freeze(content);
  }

  public String name() {
    return Content.text(content, "name");
  }

  public String description() {
    return Content.text(content, "description");
  }

  public @Nullable String dataType() {
    return Content.textOrNull(content, "data_type");
  }

  public boolean quote() {
    return Content.flag(content, "quote", false);
  }

  public Map<String, Object> meta() {
    return Content.object(content, "meta");
  }

  public List<String> tags() {
    return Content.texts(content, "tags");
  }

  /** Constraints as written: {@code type}, {@code expression}, ... */
  public List<Map<String, Object>> constraints() {
    return Content.objects(content, "constraints");
  }
}
