package org.messageroaming.history.export.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.edge.limits.InProgress;
import org.messageroaming.history.export.ExportRecord;
import org.messageroaming.history.export.UserExport;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectWriter;

@RestController
@Tag(name = "Erasure and export")
class ExportController {
    /** The logger of what trusted back ends did; users' exports are noted there too. */
    private static final Logger AUDIT = LoggerFactory.getLogger("org.messageroaming.audit");

    private static final ObjectWriter LINE = WireJson.MAPPER.writerFor(ExportRecord.class);
    private static final int BUFFER = 64 * 1024;
    /** After how long one that was refused may be worth asking for again. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final UserExport export;
    /** An export lasts for as long as its client reads, so one user could take the places of all. */
    private final InProgress underWay =
            new InProgress(1, "An export of this user is under way; a user may have one at a time", AGAIN);

    ExportController(UserExport export) {
        this.export = export;
    }

    /** Once the first line is on its way there is no other status to give, so the last line tells how it ended. */
    @GetMapping("/v1/users/{userId}/export")
    @Operation(
            summary = "All that is kept about a user: memberships, markers and own messages (self, service)",
            description =
                    "One JSON object a line, as it is read; record says of which kind: user, then of each conversation"
                            + " conversation, membership, deletion and message, then end. A last line other than end means that"
                            + " something is missing: failed when the store did not answer, any other when the connection broke."
                            + " While one of a user is given another one of it is refused with 429.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = ExportRecord.class)))
    void export(@Parameter(hidden = true) Caller caller, @PathVariable String userId, HttpServletResponse response)
            throws IOException {
        UserId user = caller.naming(userId);
        underWay.begin(user.value());
        try {
            give(user, caller, new Lines(response));
        } finally {
            underWay.end(user.value());
        }
    }

    /** It is noted also when its reader has gone: most of it may have been read then. */
    private void give(UserId user, Caller caller, Lines lines) throws IOException {
        boolean complete = false;
        try {
            export.write(user, lines);
            lines.finish();
            complete = true;
        } catch (StoreUnavailableException e) {
            if (!lines.hasBegun()) {
                throw e;
            }
            lines.accept(new ExportRecord.Failed(e.code(), "The store does not answer; ask again"));
            lines.finish();
        } finally {
            AUDIT.info(
                    "exported={} caller={} complete={}",
                    user.value(),
                    caller.subject().value(),
                    complete);
        }
    }

    /** Lines on their way. Nothing is sent before the first one is there, so that a failure before it has a status. */
    private static final class Lines implements UserExport.Sink<IOException> {
        private final HttpServletResponse response;
        private @Nullable OutputStream out;

        Lines(HttpServletResponse response) {
            this.response = response;
        }

        boolean hasBegun() {
            return out != null;
        }

        @Override
        public void accept(ExportRecord line) throws IOException {
            OutputStream to = out;
            if (to == null) {
                response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
                to = new BufferedOutputStream(response.getOutputStream(), BUFFER);
                out = to;
            }
            to.write(LINE.writeValueAsBytes(line));
            to.write('\n');
        }

        void finish() throws IOException {
            if (out != null) {
                out.flush();
            }
        }
    }
}
