package io.tidemill.planner.trigger;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds files that have landed completely. A file that may still be written to is looked at again:
 * it counts when it was the same at two looks that lie the settling time apart.
 *
 * <p>Used by one thread.
 */
final class LandingScan {
  private final Path lakeRoot;
  private final Duration settle;
  private final AnnouncedFiles announced;
  private final Map<Path, Look> unsettled = new HashMap<>();

  LandingScan(Path lakeRoot, Duration settle, AnnouncedFiles announced) {
    this.lakeRoot = lakeRoot;
    this.settle = settle;
    this.announced = announced;
  }

  /**
   * Notes the files below a folder that have not been announced; tells of each folder it enters.
   */
  void discover(Path folder, Instant now, Consumer<Path> entered) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!directory.equals(folder) && !LandingNames.isLookedInto(directory)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            entered.accept(directory);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            note(file, now);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // Gone between listing and look: writers rename their temporary files all the time.
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Notes one file, if it is data and not announced as it is now. */
  void note(Path file, Instant now) throws IOException {
    if (!LandingNames.isAnnounced(file) || unsettled.containsKey(file)) {
      return;
    }
    Optional<LandedFile> look = LandedFile.look(lakeRoot, file);
    if (look.isPresent() && !announced.contains(look.get())) {
      unsettled.put(file, new Look(look.get(), now));
    }
  }

  /** The noted files that have settled, in order of their placing; they are no longer noted. */
  List<LandedFile> settled(Instant now) throws IOException {
    List<LandedFile> settled = new ArrayList<>();
    Iterator<Map.Entry<Path, Look>> notes = unsettled.entrySet().iterator();
    while (notes.hasNext()) {
      Map.Entry<Path, Look> note = notes.next();
      Optional<LandedFile> look = LandedFile.look(lakeRoot, note.getKey());
      if (look.isEmpty()) {
        notes.remove();
      } else if (!look.get().equals(note.getValue().file())) {
        note.setValue(new Look(look.get(), now));
      } else if (!now.isBefore(note.getValue().since().plus(settle))) {
        settled.add(look.get());
        notes.remove();
      }
    }
    settled.sort((a, b) -> a.placed().compareTo(b.placed()));
    return settled;
  }

  boolean hasUnsettled() {
    return !unsettled.isEmpty();
  }

  private record Look(LandedFile file, Instant since) {}
}
