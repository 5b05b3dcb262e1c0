package io.tidemill.glue.spark;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Spark's Scala collections from Java, always as plain immutable ones that serialize. */
final class Scala {
  private Scala() {}

  static <T> Seq<T> seq(Collection<T> items) {
    return JavaConverters.collectionAsScalaIterableConverter(items).asScala().toList();
  }

  static <T> List<T> list(Seq<T> items) {
    return List.copyOf(JavaConverters.seqAsJavaListConverter(items).asJava());
  }

  static scala.collection.immutable.Map<String, String> map(Map<String, String> entries) {
    scala.collection.immutable.Map<String, String> map =
        scala.collection.immutable.Map$.MODULE$.<String, String>empty();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      map = map.$plus(new Tuple2<>(entry.getKey(), entry.getValue()));
    }
    return map;
  }

  static Map<String, String> map(scala.collection.Map<String, String> entries) {
    return new TreeMap<>(JavaConverters.mapAsJavaMapConverter(entries).asJava());
  }

  static <T> Optional<T> optional(Option<T> option) {
    return option.isDefined() ? Optional.of(option.get()) : Optional.empty();
  }

  static <T> Option<T> option(Optional<T> optional) {
    return optional.map(Option::apply).orElseGet(Option::empty);
  }

  static <T> Option<T> option(@Nullable T value) {
    return Option.apply(value);
  }

  /**
   * Throws Spark's analysis exceptions, which Java takes for checked ones, through interfaces that
   * Scala declares without them.
   */
  static RuntimeException raise(Throwable exception) {
    return Scala.<RuntimeException>sneak(exception);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException sneak(Throwable exception) throws E {
    throw (E) exception;
  }
}
