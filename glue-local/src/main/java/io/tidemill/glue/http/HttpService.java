package io.tidemill.glue.http;

import java.io.IOException;

/** A service that speaks HTTP itself because its protocol is not one of the JSON ones. */
public interface HttpService {
  /** The operation that the call asks for, as counters and faults name it. */
  String actionOf(HttpCall call) throws IOException;

  HttpReply handle(HttpCall call) throws IOException;
}
