package org.messageroaming.edge;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.InvalidValueException;
import org.messageroaming.model.problem.ProblemCode;
import org.messageroaming.model.problem.RoamingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** The one translation of exceptions into problem documents. What a client did wrong is not logged above debug. */
@RestControllerAdvice
final class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int TOO_LARGE = 413;

    @ExceptionHandler(RoamingException.class)
    ResponseEntity<Map<String, Object>> refused(RoamingException e) {
        if (e.code() == ProblemCode.STORE_UNAVAILABLE) {
            LOG.debug("store unavailable", e);
        }
        ProblemCode code = e.code();
        return ResponseEntity.status(code.status())
                .headers(Problems.headers(e))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.document(code, String.valueOf(e.getMessage())));
    }

    @ExceptionHandler(InvalidValueException.class)
    ResponseEntity<Map<String, Object>> invalid(InvalidValueException e) {
        return answer(ProblemCode.INVALID_REQUEST, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Map<String, Object>> unreadable(HttpMessageNotReadableException e) {
        RoamingException refusal = causeOf(e, RoamingException.class);
        if (refusal != null) {
            return refused(refusal);
        }
        return causeOf(e, SlowBodyException.class) != null
                ? slow()
                : answer(ProblemCode.INVALID_REQUEST, UnreadableBody.describe(e));
    }

    /** Nothing that follows on this connection is read. */
    @ExceptionHandler(SlowBodyException.class)
    ResponseEntity<Map<String, Object>> slow() {
        HttpStatus status = HttpStatus.REQUEST_TIMEOUT;
        return ResponseEntity.status(status)
                .header(HttpHeaders.CONNECTION, "close")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.document(
                        ProblemCode.INVALID_REQUEST,
                        status.value(),
                        status.getReasonPhrase(),
                        "The body arrives too slowly"));
    }

    @ExceptionHandler(TypeMismatchException.class)
    ResponseEntity<Map<String, Object>> mismatch(TypeMismatchException e) {
        InvalidValueException invalid = causeOf(e, InvalidValueException.class);
        String name = e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "parameter";
        return answer(ProblemCode.INVALID_REQUEST, name + " " + (invalid == null ? "is malformed" : invalid.rule()));
    }

    @ExceptionHandler(MissingServletRequestParameterException.class)
    ResponseEntity<Map<String, Object>> missing(MissingServletRequestParameterException e) {
        return answer(ProblemCode.INVALID_REQUEST, e.getParameterName() + " is required");
    }

    /** Tomcat and the firewall find out what a query or a form holds only when somebody asks for a parameter. */
    @ExceptionHandler({
        InvalidParameterException.class,
        org.springframework.security.web.firewall.RequestRejectedException.class
    })
    ResponseEntity<Map<String, Object>> malformedQuery() {
        return answer(
                ProblemCode.INVALID_REQUEST,
                "The query must be name=value pairs of percent-encoded UTF-8 without control characters");
    }

    /** Calls do not look at Accept, but operators' pages do. */
    @ExceptionHandler(InvalidMimeTypeException.class)
    ResponseEntity<Map<String, Object>> malformedMediaType() {
        return answer(ProblemCode.INVALID_REQUEST, "A header names a media type that is malformed");
    }

    @ExceptionHandler(BadRequestException.class)
    ResponseEntity<Map<String, Object>> malformedChunks() {
        return answer(ProblemCode.INVALID_REQUEST, "The body's chunks are malformed");
    }

    /** The caller went away. One that only ended its sending too early still reads, and must not take it for a success. */
    @ExceptionHandler({AsyncRequestNotUsableException.class, ClientAbortException.class})
    void gone(Exception e, HttpServletResponse response) {
        LOG.debug("client went away", e);
        if (!response.isCommitted()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Map<String, Object>> other(Exception e) {
        RoamingException refusal = causeOf(e, RoamingException.class);
        if (refusal != null) {
            return refused(refusal);
        }
        if (e instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
            return framework(response);
        }
        LOG.error("unexpected failure", e);
        return document(
                HttpStatusCode.valueOf(500), ProblemCode.INVALID_REQUEST, "Internal error", "The service failed");
    }

    /** Unknown path, wrong method, wrong media type and the like. */
    private static ResponseEntity<Map<String, Object>> framework(ErrorResponse response) {
        HttpStatusCode status = response.getStatusCode();
        if (status.value() == TOO_LARGE) {
            return answer(ProblemCode.PAYLOAD_TOO_LARGE, "The body is too large");
        }
        String title = String.valueOf(response.getBody().getTitle());
        return ResponseEntity.status(status)
                .headers(response.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.document(ProblemCode.INVALID_REQUEST, status.value(), title, title));
    }

    private static ResponseEntity<Map<String, Object>> answer(ProblemCode code, String detail) {
        return document(HttpStatusCode.valueOf(code.status()), code, code.title(), detail);
    }

    private static ResponseEntity<Map<String, Object>> document(
            HttpStatusCode status, ProblemCode code, String title, String detail) {
        return ResponseEntity.status(status)
                .headers(Problems.headers(code))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.document(code, status.value(), title, detail));
    }

    static <T extends Throwable> @Nullable T causeOf(Throwable error, Class<T> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
