package io.tidemill.dbt.cache;

import io.tidemill.dbt.cache.CachedResource.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that keeps the last {@link CacheSnapshot} of one project.
 *
 * <p>An index names the data file that belongs to it, and both carry a checksum: whatever is
 * missing, cut off, of another version or written by two processes at a time counts as no snapshot.
 */
public final class ParseCache {
  private static final Logger LOG = LoggerFactory.getLogger(ParseCache.class);
  private static final String INDEX = "index";
  private static final String DATA = "data-";

  private final Path folder;

  public ParseCache(Path folder) {
    this.folder = folder;
  }

  /** The snapshot, when there is a sound one under this key. */
  public Optional<CacheSnapshot> read(String key) {
    try {
      ByteBuffer index = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(INDEX)));
      CacheIndex read = CacheIndex.read(index);
      if (!read.key().equals(key)) {
        LOG.debug("The parse cache in {} was made for another state of the project", folder);
        return Optional.empty();
      }
      ByteBuffer data = map(folder.resolve(read.dataFile()));
      if (data.remaining() != read.dataLength() || crc(data) != read.dataChecksum()) {
        LOG.debug("The data of the parse cache in {} is damaged", folder);
        return Optional.empty();
      }
      return Optional.of(new CacheSnapshot(read, data));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      // Damage shows in many ways, and all mean the same: there is nothing to use.
      LOG.debug("The parse cache in {} cannot be read: {}", folder, e.toString());
      return Optional.empty();
    }
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return mapped;
    }
  }

  private static long crc(ByteBuffer data) {
    CRC32 crc = new CRC32();
    crc.update(data.duplicate());
    return crc.getValue();
  }

  /** Puts a new snapshot in the place of the old one and gives it back as it is now on disk. */
  public CacheSnapshot write(
      String key, List<EnvironmentRead> environment, FileList files, Content content)
      throws IOException {
    Files.createDirectories(folder);
    String dataFile = DATA + UUID.randomUUID();
    Path path = folder.resolve(dataFile);
    CacheData data = new CacheData();
    List<CachedResource> resources;
    List<CachedFile> read;
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      data.into(channel);
      resources = content.write(data);
      data.end();
      read = files.files();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    CacheIndex index =
        new CacheIndex(
            key,
            dataFile,
            data.length(),
            data.checksum(),
            environment,
            read,
            resources,
            data.sections());
    Path part = folder.resolve(INDEX + "-" + UUID.randomUUID());
    Files.write(part, index.bytes());
    ByteBuffer mapped = map(path);
    Files.move(
        part,
        folder.resolve(INDEX),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
    removeOthers(dataFile);
    return new CacheSnapshot(index, mapped);
  }

  /** Writes the resources and sections of a snapshot into its data file. */
  public interface Content {
    List<CachedResource> write(CacheData data) throws IOException;
  }

  /** Lists the files, once the content is written. */
  public interface FileList {
    List<CachedFile> files() throws IOException;
  }

  private void removeOthers(String dataFile) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, DATA + "*")) {
      for (Path file : files) {
        if (!file.getFileName().toString().equals(dataFile)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** An empty extent is an empty object. */
  static ByteBuffer slice(ByteBuffer data, Extent extent) {
    return data.slice(extent.offset(), extent.length());
  }
}
