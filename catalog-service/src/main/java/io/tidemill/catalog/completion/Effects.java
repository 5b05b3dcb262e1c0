package io.tidemill.catalog.completion;

import io.tidemill.catalog.lineage.LineageRecord;
import io.tidemill.event.ModelPublished;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a completion comes to. All of it is written in one transaction with the offset it came from,
 * or none.
 *
 * @param lineage events to send, in order
 * @param published the model may be read; null when it may not, or not yet
 * @param pending what is left to do; null when nothing is
 */
record Effects(
    Completion completion,
    List<LineageRecord> lineage,
    @Nullable ModelPublished published,
    @Nullable Pending pending) {

  Effects {
    lineage = List.copyOf(lineage);
  }
}
