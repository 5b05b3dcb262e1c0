package io.tidemill.glue.s3;

import io.tidemill.glue.aws.AwsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The lake's directory as buckets of objects. An object is there whole or not at all. */
public final class Lake {
  private static final String UPLOADS = ".uploads";

  private final Path root;

  public Lake(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  StoredObject put(ObjectAddress address, InputStream body) throws IOException {
    Path target = file(address);
    Path uploads = Files.createDirectories(root.resolve(UPLOADS));
    Path upload = uploads.resolve(UUID.randomUUID().toString());
    try {
      Files.copy(body, upload);
      Files.createDirectories(target.getParent());
      Files.move(
          upload, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(upload);
    }
    return object(address.key(), target);
  }

  StoredObject copy(ObjectAddress from, ObjectAddress to) throws IOException {
    try (InputStream source = Files.newInputStream(file(from))) {
      return put(to, source);
    } catch (NoSuchFileException e) {
      throw new AwsException("NoSuchKey", 404, "The specified key does not exist: " + from.key());
    }
  }

  Optional<StoredObject> find(ObjectAddress address) {
    Path file = file(address);
    return Files.isRegularFile(file) ? Optional.of(object(address.key(), file)) : Optional.empty();
  }

  void delete(ObjectAddress address) throws IOException {
    Path file = file(address);
    if (!Files.isDirectory(file)) {
      Files.deleteIfExists(file);
    }
  }

  /** The objects of a bucket whose keys start so, in the order of their keys. */
  List<StoredObject> list(String bucket, String prefix) throws IOException {
    Path base = file(new ObjectAddress(bucket, ""));
    int slash = prefix.lastIndexOf('/');
    Path start = slash < 0 ? base : file(new ObjectAddress(bucket, prefix.substring(0, slash)));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> object(base.relativize(file).toString(), file))
          .filter(object -> object.key().startsWith(prefix))
          .sorted(Comparator.comparing(StoredObject::key))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Path file(ObjectAddress address) {
    Path file = root.resolve(address.bucket()).resolve(address.key()).normalize();
    if (!file.startsWith(root) || address.bucket().isEmpty()) {
      throw new AwsException(
          "InvalidArgument",
          400,
          "Expected a key inside its bucket, but got " + address.key() + ".");
    }
    return file;
  }

  private static StoredObject object(String key, Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new StoredObject(
          key, file, attributes.size(), attributes.lastModifiedTime().toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
