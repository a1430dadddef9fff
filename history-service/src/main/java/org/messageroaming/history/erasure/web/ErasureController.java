package org.messageroaming.history.erasure.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.history.erasure.ErasureProgress;
import org.messageroaming.history.erasure.ErasureService;
import org.messageroaming.model.UserId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/users/{userId}")
@Tag(name = "Erasure and export")
class ErasureController {
    private final ErasureService erasures;

    ErasureController(ErasureService erasures) {
        this.erasures = erasures;
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Erase a user (service)",
            description =
                    "Its messages lose their contents in history and in every inbox, and stay as recalled stubs; its memberships,"
                            + " markers and inbox go. Answered when it is certain to happen; Location tells how far it is. Again"
                            + " while it runs it changes nothing, after that it erases what has come since. Conversations that the"
                            + " user joins while it runs are erased too: have its tokens refused first.")
    ResponseEntity<ErasureProgress> erase(@Parameter(hidden = true) Caller caller, @PathVariable UserId userId) {
        return ResponseEntity.accepted()
                .location(URI.create("/v1/users/" + userId + "/erasure"))
                .body(erasures.begin(userId, caller.subject()));
    }

    @GetMapping("/erasure")
    @Operation(
            summary = "How far the erasure of a user is (service)",
            description = "NONE when none was asked for, or the last one ended more than 30 days ago.")
    ErasureProgress progress(@PathVariable UserId userId) {
        return erasures.progress(userId);
    }
}
