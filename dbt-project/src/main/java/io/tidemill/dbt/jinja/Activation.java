package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/**
 * The variables of one running function: the template itself, a macro, a recursive loop. A null
 * slot is missing.
 */
final class Activation {

  final @Nullable Activation parent;
  final RenderContext context;
  final @Nullable Object[] slots;

  /** The text of the block that a filter without a target applies to. */
  String blockText = "";

  Activation(@Nullable Activation parent, RenderContext context, int size) {
    this.parent = parent;
    this.context = context;
    this.slots = new @Nullable Object[size];
  }

  /** The activation a number of functions further out. */
  Activation outer(int hops) {
    Activation activation = this;
    for (int i = 0; i < hops && activation.parent != null; i++) {
      activation = activation.parent;
    }
    return activation;
  }
}
