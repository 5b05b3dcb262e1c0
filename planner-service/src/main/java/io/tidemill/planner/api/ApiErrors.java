package io.tidemill.planner.api;

import io.tidemill.planner.project.UnknownEnvironmentException;
import io.tidemill.planner.topic.LogUnavailableException;
import io.tidemill.planner.trigger.MalformedEventException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/**
 * Every failure as problem+json: what was expected, what was found, and which field is to blame.
 */
@RestControllerAdvice
final class ApiErrors extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> malformed(MalformedEventException e) {
    return problem(HttpStatus.BAD_REQUEST, e.problem(), e.field());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(InvalidRequestException e) {
    return problem(HttpStatus.BAD_REQUEST, e.problem(), e.field());
  }

  @ExceptionHandler({NotFoundException.class, UnknownEnvironmentException.class})
  ProblemDetail notFound(RuntimeException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unavailable(LogUnavailableException e) {
    log.warn("{}", e.getMessage());
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "2")
        .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
    String field = "body";
    String found = "there is none, or it cannot be read";
    if (e.getCause() instanceof JacksonException json) {
      String path =
          json.getPath().stream()
              .map(
                  step ->
                      step.getPropertyName() == null
                          ? "[" + step.getIndex() + "]"
                          : step.getPropertyName())
              .collect(Collectors.joining("."));
      field = path.isEmpty() ? field : path;
      found = json.getOriginalMessage();
    }
    problem.setDetail("Expected " + field + " to be what the API documents, but " + found);
    problem.setProperty("field", field);
    return ResponseEntity.badRequest().headers(headers).body(problem);
  }

  private static ResponseEntity<ProblemDetail> problem(
      HttpStatus status, String detail, String field) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty("field", field);
    return ResponseEntity.status(status).body(problem);
  }
}
