package io.tidemill.planner.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Rows to bytes and back: a record's components in their order, preceded by their number. A row
 * written before a component was added at the end reads with that component empty, so state
 * survives an upgrade; components are never removed, reordered or changed in type.
 */
final class RowCodec<R extends Record> {

  private final Class<R> type;
  private final ComponentCodec<Object> codec;

  RowCodec(Class<R> type) {
    this.type = type;
    this.codec = ComponentCodecs.record(type);
  }

  byte[] encode(R row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      codec.write(row, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  R decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return type.cast(codec.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected a stored " + type.getSimpleName() + ", but its bytes cannot be read", e);
    }
  }
}
