package io.tidemill.planner.run;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes and reads values of one type, which are never null. */
interface ComponentCodec<T> {

  void write(T value, DataOutputStream out) throws IOException;

  T read(DataInputStream in) throws IOException;

  /** What a row has that was written before there was such a component. */
  default @Nullable T absent() {
    return null;
  }
}
