package io.tidemill.planner.trigger;

import io.tidemill.planner.trigger.TriggerIntake.Accepted;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Events over HTTP. 202 says that Kafka has them; 200 that there was nothing to keep. */
@RestController
final class EventsController {
  private final TriggerIntake intake;

  EventsController(TriggerIntake intake) {
    this.intake = intake;
  }

  @PostMapping("/v1/events")
  ResponseEntity<Accepted> any(@RequestBody(required = false) String body) {
    return accept(EventFormat.ANY, body, "/v1/events");
  }

  @PostMapping("/v1/events/eventbridge")
  ResponseEntity<Accepted> eventBridge(@RequestBody(required = false) String body) {
    return accept(EventFormat.EVENTBRIDGE, body, "/v1/events/eventbridge");
  }

  @PostMapping("/v1/events/s3")
  ResponseEntity<Accepted> s3(@RequestBody(required = false) String body) {
    return accept(EventFormat.S3_NOTIFICATION, body, "/v1/events/s3");
  }

  private ResponseEntity<Accepted> accept(EventFormat format, String body, String address) {
    Accepted accepted = intake.accept(format, body == null ? "" : body, address);
    return ResponseEntity.status(accepted.triggerIds().isEmpty() ? 200 : 202).body(accepted);
  }
}
