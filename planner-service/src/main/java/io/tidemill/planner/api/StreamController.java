package io.tidemill.planner.api;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Changes as they happen, as server-sent events. */
@RestController
final class StreamController {
  private final LiveStreams streams;

  StreamController(LiveStreams streams) {
    this.streams = streams;
  }

  @GetMapping("/v1/stream")
  ResponseEntity<SseEmitter> stream() {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no")
        .body(streams.open());
  }
}
