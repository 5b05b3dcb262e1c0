package io.tidemill.dbt.jinja;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time zone of pytz. As there, the zone itself stands at its local mean time; only localize,
 * normalize and astimezone find the offset that applies to a date.
 *
 * @param zone the name in the time zone database
 * @param offset seconds east of UTC of this instance
 * @param daylight seconds of daylight saving of this instance
 * @param name abbreviation of this instance
 */
record PytzZone(String zone, int offset, int daylight, String name) implements PyZone {

  static final PytzZone UTC = new PytzZone("UTC", 0, 0, "UTC");

  private static final Signature LOCALIZE = Signature.of("localize(dt, is_dst=)");
  private static final Signature NORMALIZE = Signature.of("normalize(dt, is_dst=)");

  static PytzZone of(String zone) {
    if (zone.equalsIgnoreCase("UTC")) {
      return UTC;
    }
    String known = find(zone);
    if (known == null) {
      throw new JinjaException(ErrorKind.UNKNOWN_TIME_ZONE, PyRepr.quote(zone));
    }
    ZoneRules rules = ZoneId.of(known).getRules();
    if (rules.isFixedOffset()) {
      ZoneOffset fixed = rules.getOffset(Instant.EPOCH);
      return new PytzZone(known, fixed.getTotalSeconds(), 0, abbreviation(known, Instant.EPOCH));
    }
    int seconds = rules.getOffset(Instant.ofEpochSecond(-100_000_000_000L)).getTotalSeconds();
    int minutes = Math.floorDiv(seconds + 30, 60);
    return new PytzZone(known, minutes * 60, 0, "LMT");
  }

  private static @Nullable String find(String zone) {
    for (String known : ZoneId.getAvailableZoneIds()) {
      if (known.equalsIgnoreCase(zone)) {
        return known;
      }
    }
    return List.of("EST", "MST", "HST").contains(zone) ? zone : null;
  }

  private static String abbreviation(String zone, Instant instant) {
    ZoneId id = ZoneId.of(zone);
    int seconds = id.getRules().getOffset(instant).getTotalSeconds();
    String text =
        java.time.format.DateTimeFormatter.ofPattern("zzz", Locale.US).format(instant.atZone(id));
    if (zone.equals("UTC") || zone.equals("Etc/UTC")) {
      return "UTC";
    }
    boolean letters = text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    if (letters && text.length() <= 5) {
      return text;
    }
    String sign = seconds < 0 ? "-" : "+";
    int minutes = Math.abs(seconds) / 60;
    return String.format("%s%02d", sign, minutes / 60)
        + (minutes % 60 == 0 ? "" : String.format("%02d", minutes % 60));
  }

  /** The same zone at a moment. */
  private PytzZone instance(Instant instant) {
    ZoneRules rules = ZoneId.of(zone).getRules();
    if (rules.isFixedOffset()) {
      return this;
    }
    int seconds = rules.getOffset(instant).getTotalSeconds();
    int saving = (int) rules.getDaylightSavings(instant).getSeconds();
    return new PytzZone(zone, seconds, saving, abbreviation(zone, instant));
  }

  @Override
  public int offsetOf(LocalDateTime local) {
    return offset;
  }

  @Override
  public int daylightOf(LocalDateTime local) {
    return daylight;
  }

  @Override
  public PyDateTime at(Instant instant) {
    PytzZone found = instance(instant);
    return new PyDateTime(
        LocalDateTime.ofInstant(instant, ZoneOffset.ofTotalSeconds(found.offset)), found);
  }

  @Override
  public Object getAttribute(String attribute) {
    return switch (attribute) {
      case "zone" -> zone;
      case "localize" -> new BoundFunction(attribute, this::localize);
      case "normalize" -> new BoundFunction(attribute, this::normalize);
      case "utcoffset" ->
          new BoundFunction(attribute, a -> PyTimedelta.ofSeconds(argument(a).offset));
      case "dst" -> new BoundFunction(attribute, a -> PyTimedelta.ofSeconds(argument(a).daylight));
      case "tzname" -> new BoundFunction(attribute, a -> argument(a).name);
      default -> Missing.MISSING;
    };
  }

  private PytzZone argument(CallArguments arguments) {
    Object value = arguments.size() == 0 ? PyNone.NONE : arguments.positional().get(0);
    return value instanceof PyDateTime dateTime ? instanceAt(dateTime.local(), false) : this;
  }

  private PytzZone instanceAt(LocalDateTime local, boolean summer) {
    ZoneRules rules = ZoneId.of(zone).getRules();
    List<ZoneOffset> valid = rules.getValidOffsets(local);
    ZoneOffset chosen;
    if (valid.size() == 1) {
      chosen = valid.get(0);
    } else if (valid.isEmpty()) {
      // In the gap pytz keeps the wall time at standard time unless told otherwise.
      chosen =
          summer
              ? rules.getTransition(local).getOffsetAfter()
              : rules.getTransition(local).getOffsetBefore();
    } else {
      chosen = summer ? valid.get(0) : valid.get(1);
    }
    Instant instant = local.toInstant(chosen);
    if (valid.isEmpty()) {
      Instant reference = summer ? instant.plusSeconds(7200) : instant.minusSeconds(7200);
      PytzZone found = instance(reference);
      return new PytzZone(zone, chosen.getTotalSeconds(), found.daylight, found.name);
    }
    return instance(instant);
  }

  private Object localize(CallArguments arguments) {
    @Nullable Object[] a = LOCALIZE.bind(arguments);
    PyDateTime value = dateTime(a[0]);
    if (value.zone() != null) {
      throw JinjaException.value("Not naive datetime (tzinfo is already set)");
    }
    return new PyDateTime(value.local(), instanceAt(value.local(), Filters.isTrue(a[1])));
  }

  private Object normalize(CallArguments arguments) {
    PyDateTime value = dateTime(NORMALIZE.bind(arguments)[0]);
    if (value.zone() == null) {
      throw JinjaException.value("Naive time - no tzinfo set");
    }
    return at(value.instant());
  }

  private static PyDateTime dateTime(@Nullable Object value) {
    if (value instanceof PyDateTime dateTime) {
      return dateTime;
    }
    throw new JinjaException(
        ErrorKind.ATTRIBUTE,
        "'" + PyTypes.name(Filters.required(value)) + "' object has no attribute 'tzinfo'");
  }

  @Override
  public String pythonType() {
    return zone.equals("UTC") ? "UTC" : zone;
  }

  @Override
  public String str() {
    return zone;
  }

  @Override
  public String repr() {
    if (zone.equals("UTC")) {
      return "<UTC>";
    }
    if (ZoneId.of(zone).getRules().isFixedOffset()) {
      return "<StaticTzInfo '" + zone + "'>";
    }
    String shift = PyTimedelta.ofSeconds(offset).str();
    String sign = offset >= 0 ? "+" : "";
    return "<DstTzInfo '" + zone + "' " + name + sign + shift + (daylight == 0 ? " STD>" : " DST>");
  }
}
