package org.messageroaming.offline.inbox.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.messageroaming.offline.inbox.DeliveryCount;
import org.messageroaming.offline.inbox.InboxService;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Deliveries")
class DeliveryController {
    private final InboxService inboxes;

    DeliveryController(InboxService inboxes) {
        this.inboxes = inboxes;
    }

    @PostMapping("/v1/deliveries")
    @Operation(summary = "Put entries into inboxes, once per entryId (service)")
    DeliveryCount deliver(@RequestBody DeliveryRequest request) {
        return inboxes.deliver(request.toDeliveries());
    }
}
