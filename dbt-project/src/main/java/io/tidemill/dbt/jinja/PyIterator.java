package io.tidemill.dbt.jinja;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A Python iterator: a generator of a filter, a reversed list, an itertools object. It can be
 * consumed once.
 */
final class PyIterator implements JinjaObject, Iterator<Object> {

  private final String type;
  private final Iterator<?> source;

  PyIterator(String type, Iterator<?> source) {
    this.type = type;
    this.source = source;
  }

  /** Computes elements one by one; null ends the iteration. */
  interface Producer {
    @Nullable Object next();
  }

  static PyIterator generator(Iterator<?> source) {
    return new PyIterator("generator", source);
  }

  static PyIterator produce(String type, Producer producer) {
    return new PyIterator(
        type,
        new Iterator<Object>() {
          private @Nullable Object ahead;
          private boolean done;

          @Override
          public boolean hasNext() {
            if (ahead == null && !done) {
              ahead = producer.next();
              done = ahead == null;
            }
            return ahead != null;
          }

          @Override
          public Object next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            Object value = ahead;
            ahead = null;
            return java.util.Objects.requireNonNull(value);
          }
        });
  }

  @Override
  public boolean hasNext() {
    return source.hasNext();
  }

  @Override
  public Object next() {
    return PythonValues.fromJava(source.next());
  }

  @Override
  public Iterator<Object> iterate() {
    return this;
  }

  @Override
  public boolean truthy() {
    return true;
  }

  @Override
  public String pythonType() {
    return type;
  }

  @Override
  public String repr() {
    return "<" + type + " object at 0x" + Integer.toHexString(System.identityHashCode(this)) + ">";
  }
}
