package org.messageroaming.offline.inbox.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.messageroaming.edge.RequiredField;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.model.DeviceId;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.DeviceCursor;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxService;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/users/{userId}/devices")
@Tag(name = "Devices")
class DeviceController {
    private final InboxService inboxes;

    DeviceController(InboxService inboxes) {
        this.inboxes = inboxes;
    }

    @PutMapping("/{deviceId}/cursor")
    @Operation(summary = "Remember how far a device has come, only forward (self); answers what is remembered now")
    DeviceView remember(
            @Parameter(hidden = true) Caller caller,
            @PathVariable String userId,
            @PathVariable DeviceId deviceId,
            @RequestBody CursorRequest request) {
        UserId user = caller.naming(userId);
        return DeviceView.of(inboxes.remember(user, deviceId, InboxCursor.decode(request.cursor(), user)), user);
    }

    @GetMapping
    @Operation(summary = "The devices that are remembered, by id (self, service)")
    List<DeviceView> devices(@Parameter(hidden = true) Caller caller, @PathVariable String userId) {
        UserId user = caller.naming(userId);
        return inboxes.devices(user).stream()
                .map(device -> DeviceView.of(device, user))
                .toList();
    }

    @DeleteMapping("/{deviceId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Forget a device (self, service)")
    void forget(@Parameter(hidden = true) Caller caller, @PathVariable String userId, @PathVariable DeviceId deviceId) {
        inboxes.forget(caller.naming(userId), deviceId);
    }

    /** The body of a cursor. */
    record CursorRequest(String cursor) {
        CursorRequest {
            RequiredField.require("cursor", cursor);
        }
    }

    /** A device as the API shows it. */
    record DeviceView(DeviceId deviceId, String cursor, Instant updatedAt, long pending) {
        static DeviceView of(DeviceCursor device, UserId user) {
            return new DeviceView(
                    device.deviceId(), device.cursor().encode(user), device.updatedAt(), device.pending());
        }
    }
}
