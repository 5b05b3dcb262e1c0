package io.tidemill.glue.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One operation of a service: a JSON request in, a JSON response out. */
@FunctionalInterface
public interface Action {
  /**
   * Answers one call.
   *
   * @throws AwsException when AWS would refuse the call
   */
  ObjectNode handle(JsonRequest request);
}
