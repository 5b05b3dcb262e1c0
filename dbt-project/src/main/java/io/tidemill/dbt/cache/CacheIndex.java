package io.tidemill.dbt.cache;

import io.tidemill.dbt.cache.CachedResource.Extent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * What is in a data file and where, and what it was made from.
 *
 * @param key everything about the project but its files
 */
record CacheIndex(
    String key,
    String dataFile,
    long dataLength,
    long dataChecksum,
    List<EnvironmentRead> environment,
    List<CachedFile> files,
    List<CachedResource> resources,
    Map<String, Extent> sections) {
  private static final int FORMAT = 0x74640002;
  private static final int CHECKSUM = 8;
  private static final Section[] SECTIONS = Section.values();

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(FORMAT);
    text(out, key);
    text(out, dataFile);
    out.writeLong(dataLength);
    out.writeLong(dataChecksum);
    out.writeInt(environment.size());
    for (EnvironmentRead read : environment) {
      text(out, read.name());
      text(out, read.hash());
    }
    out.writeInt(files.size());
    for (CachedFile file : files) {
      file(out, file);
    }
    out.writeInt(resources.size());
    for (CachedResource resource : resources) {
      out.writeByte(resource.section().ordinal());
      text(out, resource.uniqueId());
      out.writeInt(resource.file());
      extent(out, resource.content());
      extent(out, resource.face());
      extent(out, resource.links());
    }
    out.writeInt(sections.size());
    for (Map.Entry<String, Extent> section : sections.entrySet()) {
      text(out, section.getKey());
      extent(out, section.getValue());
    }
    CRC32 crc = new CRC32();
    crc.update(bytes.toByteArray());
    out.writeLong(crc.getValue());
    return bytes.toByteArray();
  }

  private static void file(DataOutputStream out, CachedFile file) throws IOException {
    text(out, file.key());
    out.writeLong(file.stamp().size());
    out.writeLong(file.stamp().modified());
    out.writeLong(file.stamp().changed());
    out.writeLong(file.stamp().inode());
    text(out, file.hash());
    out.writeByte(file.repeated() ? 1 : 0);
    out.writeInt(file.names().size());
    for (String name : file.names()) {
      text(out, name);
    }
  }

  private static void extent(DataOutputStream out, Extent extent) throws IOException {
    out.writeInt(extent.offset());
    out.writeInt(extent.length());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /**
   * @throws IOException when it is not what {@link #bytes} gives
   */
  static CacheIndex read(ByteBuffer in) throws IOException {
    int length = in.remaining() - CHECKSUM;
    CRC32 crc = new CRC32();
    if (length > 0) {
      crc.update(in.array(), 0, length);
    }
    if (length <= 0 || in.getLong(length) != crc.getValue()) {
      throw new IOException("Expected a whole index, but its checksum is another");
    }
    if (in.getInt() != FORMAT) {
      throw new IOException("Expected an index of this version, but it is of another");
    }
    return new CacheIndex(
        text(in),
        text(in),
        in.getLong(),
        in.getLong(),
        environment(in),
        files(in),
        resources(in),
        sections(in));
  }

  private static List<EnvironmentRead> environment(ByteBuffer in) {
    List<EnvironmentRead> environment = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      environment.add(new EnvironmentRead(text(in), text(in)));
    }
    return environment;
  }

  private static List<CachedFile> files(ByteBuffer in) {
    int count = in.getInt();
    List<CachedFile> files = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String key = text(in);
      FileStamp stamp = new FileStamp(in.getLong(), in.getLong(), in.getLong(), in.getLong());
      String hash = text(in);
      boolean repeated = in.get() == 1;
      List<String> names = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        names.add(text(in));
      }
      files.add(new CachedFile(key, stamp, hash, repeated, names));
    }
    return files;
  }

  private static List<CachedResource> resources(ByteBuffer in) {
    int count = in.getInt();
    List<CachedResource> resources = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      resources.add(
          new CachedResource(
              SECTIONS[in.get()], text(in), in.getInt(), extent(in), extent(in), extent(in)));
    }
    return resources;
  }

  private static Map<String, Extent> sections(ByteBuffer in) {
    Map<String, Extent> sections = new LinkedHashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      sections.put(text(in), extent(in));
    }
    return sections;
  }

  private static Extent extent(ByteBuffer in) {
    return new Extent(in.getInt(), in.getInt());
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }
}
