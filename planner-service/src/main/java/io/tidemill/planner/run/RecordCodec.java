package io.tidemill.planner.run;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record as the number of its components, then each with a byte that says whether it is there.
 */
final class RecordCodec<R extends Record> implements ComponentCodec<R> {

  private final Constructor<R> constructor;
  private final Method[] accessors;
  private final ComponentCodec<Object>[] components;

  @SuppressWarnings("unchecked")
  RecordCodec(Class<R> type) {
    RecordComponent[] declared = type.getRecordComponents();
    accessors = Arrays.stream(declared).map(RecordComponent::getAccessor).toArray(Method[]::new);
    components =
        Arrays.stream(declared)
            .map(component -> ComponentCodecs.of(component.getGenericType()))
            .toArray(ComponentCodec[]::new);
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Expected " + type + " to have its record constructor", e);
    }
  }

  @Override
  public void write(R row, DataOutputStream out) throws IOException {
    out.writeByte(components.length);
    for (int i = 0; i < components.length; i++) {
      Object value = valueOf(row, accessors[i]);
      out.writeBoolean(value != null);
      if (value != null) {
        components[i].write(value, out);
      }
    }
  }

  @Override
  public R read(DataInputStream in) throws IOException {
    int written = in.readUnsignedByte();
    if (written > components.length) {
      throw new IOException(
          "Expected at most "
              + components.length
              + " components of "
              + constructor.getDeclaringClass().getSimpleName()
              + ", but the row has "
              + written
              + "; it was written by a newer version");
    }
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      if (i >= written) {
        values[i] = components[i].absent();
      } else if (in.readBoolean()) {
        values[i] = components[i].read(in);
      }
    }
    return create(values);
  }

  private R create(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Expected to make a " + constructor.getDeclaringClass() + " of a stored row, but: " + e,
          e);
    }
  }

  private static @Nullable Object valueOf(Record row, Method accessor) {
    try {
      return accessor.invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Expected to read " + accessor + ", but: " + e, e);
    }
  }
}
