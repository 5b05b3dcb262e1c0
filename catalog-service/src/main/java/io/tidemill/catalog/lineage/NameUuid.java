package io.tidemill.catalog.lineage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs made from names (version 5, SHA-1): the same name always gives the same UUID. */
public final class NameUuid {
  /** Namespace of all of Tidemill's names. */
  private static final UUID TIDEMILL = UUID.fromString("0b6fba06-5f0c-5a50-8b0a-7d1f9e2c4a10");

  private static final int VERSION_5 = 0x50;
  private static final int VARIANT = 0x80;

  private NameUuid() {}

  public static UUID of(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(TIDEMILL.getMostSignificantBits())
              .putLong(TIDEMILL.getLeastSignificantBits())
              .array());
      byte[] hash = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
      hash[6] = (byte) ((hash[6] & 0x0f) | VERSION_5);
      hash[8] = (byte) ((hash[8] & 0x3f) | VARIANT);
      ByteBuffer bits = ByteBuffer.wrap(hash);
      return new UUID(bits.getLong(), bits.getLong());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java runtime has SHA-1", impossible);
    }
  }
}
