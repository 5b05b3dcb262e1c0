package io.tidemill.planner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowCodecTest {

  record Name(String value) {}

  enum Colour {
    RED,
    BLUE
  }

  record Old(Name name, int count) {}

  record New(
      Name name,
      int count,
      String note,
      long size,
      List<Name> names,
      Map<String, Integer> counts,
      Colour colour) {}

  record Everything(
      Name name,
      int number,
      Integer boxed,
      long size,
      double share,
      boolean yes,
      Colour colour,
      Instant at,
      Duration took,
      List<Name> names,
      Set<String> tags,
      Map<String, Integer> counts,
      Old nested) {}

  @Test
  void readsWhatItWrote() {
    Everything row =
        new Everything(
            new Name("näme"),
            -1,
            7,
            1L << 40,
            0.5,
            true,
            Colour.BLUE,
            Instant.parse("2026-11-25T08:00:00.123456789Z"),
            Duration.ofMillis(1_500),
            List.of(new Name("a"), new Name("b")),
            Set.of("x"),
            Map.of("y", 2),
            new Old(new Name("n"), 3));

    assertThat(roundTrip(Everything.class, row)).isEqualTo(row);
  }

  @Test
  void keepsWhatIsAbsentAbsent() {
    Everything row =
        new Everything(
            null, 0, null, 0, 0, false, null, null, null, List.of(), Set.of(), Map.of(), null);

    assertThat(roundTrip(Everything.class, row)).isEqualTo(row);
  }

  @Test
  void readsARowFromBeforeAComponentWasAdded() {
    byte[] stored = new RowCodec<>(Old.class).encode(new Old(new Name("a"), 2));

    assertThat(new RowCodec<>(New.class).decode(stored))
        .isEqualTo(new New(new Name("a"), 2, "", 0, List.of(), Map.of(), null));
  }

  @Test
  void saysSoWhenARowWasWrittenByANewerVersion() {
    byte[] stored =
        new RowCodec<>(New.class)
            .encode(new New(new Name("a"), 2, "", 0, List.of(), Map.of(), Colour.RED));

    assertThatThrownBy(() -> new RowCodec<>(Old.class).decode(stored))
        .rootCause()
        .hasMessageContaining("written by a newer version");
  }

  private static <R extends Record> R roundTrip(Class<R> type, R row) {
    RowCodec<R> codec = new RowCodec<>(type);
    return codec.decode(codec.encode(row));
  }
}
