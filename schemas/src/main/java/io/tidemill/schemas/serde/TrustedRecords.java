package io.tidemill.schemas.serde;

import io.tidemill.event.Trigger;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro load our generated classes: since 1.12.2 it refuses classes by name unless told to
 * trust them. Adds to what the process already trusts. Call it where another vendor's deserializer
 * reads our topics; {@link RegistryAvroDeserializer} does so by itself.
 */
public final class TrustedRecords {
  private static final String PACKAGE = Trigger.class.getPackageName();

  private TrustedRecords() {}

  /** Trusts the generated classes, for the whole process. Idempotent in effect. */
  public static synchronized void trust() {
    ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(
        type -> type.getPackageName().equals(PACKAGE) || before.isTrusted(type));
  }
}
