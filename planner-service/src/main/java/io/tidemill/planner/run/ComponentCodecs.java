package io.tidemill.planner.run;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The codecs of the types that rows are made of. */
final class ComponentCodecs {

  private ComponentCodecs() {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  static ComponentCodec<Object> of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return (ComponentCodec) container(generic);
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      return (ComponentCodec) new EnumCodec(raw.getEnumConstants());
    }
    return raw.isRecord() ? record(raw) : (ComponentCodec) scalar(raw);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static ComponentCodec<Object> record(Class<?> type) {
    return (ComponentCodec) new RecordCodec<>((Class) type);
  }

  private static ComponentCodec<?> container(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    ComponentCodec<Object> first = of(arguments[0]);
    if (type.getRawType() == List.class) {
      return new CollectionCodec<List<Object>>(
          first, values -> Collections.unmodifiableList(Arrays.asList(values)));
    }
    if (type.getRawType() == Set.class) {
      return new CollectionCodec<Set<Object>>(
          first, values -> new LinkedHashSet<>(Arrays.asList(values)));
    }
    if (type.getRawType() == Map.class) {
      return new MapCodec(first, of(arguments[1]));
    }
    throw unknown(type);
  }

  private static ComponentCodec<?> scalar(Class<?> type) {
    if (type == String.class) {
      return new StringCodec();
    } else if (type == int.class || type == Integer.class) {
      return codec((out, value) -> out.writeInt(value), DataInputStream::readInt, 0);
    } else if (type == long.class || type == Long.class) {
      return codec((out, value) -> out.writeLong(value), DataInputStream::readLong, 0L);
    } else if (type == double.class || type == Double.class) {
      return codec((out, value) -> out.writeDouble(value), DataInputStream::readDouble, 0d);
    } else if (type == boolean.class || type == Boolean.class) {
      return codec((out, value) -> out.writeBoolean(value), DataInputStream::readBoolean, false);
    } else if (type == Instant.class) {
      return codec(
          (out, value) -> {
            out.writeLong(value.getEpochSecond());
            out.writeInt(value.getNano());
          },
          in -> Instant.ofEpochSecond(in.readLong(), in.readInt()),
          Instant.EPOCH);
    } else if (type == Duration.class) {
      return codec(
          (out, value) -> out.writeLong(value.toNanos()),
          in -> Duration.ofNanos(in.readLong()),
          Duration.ZERO);
    }
    throw unknown(type);
  }

  private static <T> ComponentCodec<T> codec(Writing<T> writing, Reading<T> reading, T absent) {
    return new ComponentCodec<>() {
      @Override
      public void write(T value, DataOutputStream out) throws IOException {
        writing.write(out, value);
      }

      @Override
      public T read(DataInputStream in) throws IOException {
        return reading.read(in);
      }

      @Override
      public T absent() {
        return absent;
      }
    };
  }

  private static IllegalArgumentException unknown(Type type) {
    return new IllegalArgumentException(
        "Expected rows to be made of text, numbers, times, enums, records and collections of these, but one has a "
            + type.getTypeName());
  }

  private interface Writing<T> {
    void write(DataOutputStream out, T value) throws IOException;
  }

  private interface Reading<T> {
    T read(DataInputStream in) throws IOException;
  }

  private static final class StringCodec implements ComponentCodec<String> {
    @Override
    public void write(String value, DataOutputStream out) throws IOException {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    @Override
    public String read(DataInputStream in) throws IOException {
      return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    @Override
    public String absent() {
      return "";
    }
  }

  /** By name, so that constants may be added anywhere. */
  private static final class EnumCodec implements ComponentCodec<Enum<?>> {
    private final StringCodec text = new StringCodec();
    private final Map<String, Enum<?>> constants = new LinkedHashMap<>();

    EnumCodec(Object[] constants) {
      for (Object constant : constants) {
        this.constants.put(((Enum<?>) constant).name(), (Enum<?>) constant);
      }
    }

    @Override
    public void write(Enum<?> value, DataOutputStream out) throws IOException {
      text.write(value.name(), out);
    }

    @Override
    public Enum<?> read(DataInputStream in) throws IOException {
      String name = text.read(in);
      Enum<?> constant = constants.get(name);
      if (constant == null) {
        throw new IOException("Expected one of " + constants.keySet() + ", but a row says " + name);
      }
      return constant;
    }
  }

  private static final class CollectionCodec<C extends Collection<Object>>
      implements ComponentCodec<C> {
    private final ComponentCodec<Object> element;
    private final Function<Object[], C> collect;

    CollectionCodec(ComponentCodec<Object> element, Function<Object[], C> collect) {
      this.element = element;
      this.collect = collect;
    }

    @Override
    public void write(C values, DataOutputStream out) throws IOException {
      out.writeInt(values.size());
      for (Object value : values) {
        element.write(value, out);
      }
    }

    @Override
    public C read(DataInputStream in) throws IOException {
      Object[] values = new Object[in.readInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = element.read(in);
      }
      return collect.apply(values);
    }

    @Override
    public C absent() {
      return collect.apply(new Object[0]);
    }
  }

  private static final class MapCodec implements ComponentCodec<Map<Object, Object>> {
    private final ComponentCodec<Object> key;
    private final ComponentCodec<Object> value;

    MapCodec(ComponentCodec<Object> key, ComponentCodec<Object> value) {
      this.key = key;
      this.value = value;
    }

    @Override
    public void write(Map<Object, Object> map, DataOutputStream out) throws IOException {
      out.writeInt(map.size());
      for (Map.Entry<Object, Object> entry : map.entrySet()) {
        key.write(entry.getKey(), out);
        value.write(entry.getValue(), out);
      }
    }

    @Override
    public Map<Object, Object> read(DataInputStream in) throws IOException {
      int size = in.readInt();
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        Object name = key.read(in);
        map.put(name, value.read(in));
      }
      return map;
    }

    @Override
    public Map<Object, Object> absent() {
      return Map.of();
    }
  }
}
