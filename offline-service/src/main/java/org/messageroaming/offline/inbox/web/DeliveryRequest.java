package org.messageroaming.offline.inbox.web;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.RequiredField;
import org.messageroaming.model.Content;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.InvalidValueException;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.offline.inbox.Delivery;
import org.messageroaming.offline.inbox.NewEntry;

/** The body of {@code POST /v1/deliveries}. */
record DeliveryRequest(List<Item> deliveries) {
    private static final int MAX_DELIVERIES = 100;
    private static final int MAX_RECIPIENTS = 1000;

    DeliveryRequest {
        deliveries = List.copyOf(RequiredField.require("deliveries", deliveries));
        if (deliveries.isEmpty() || deliveries.size() > MAX_DELIVERIES) {
            throw new InvalidValueException("deliveries", "must have from 1 to " + MAX_DELIVERIES + " items");
        }
    }

    List<Delivery> toDeliveries() {
        return deliveries.stream().map(Item::toDelivery).toList();
    }

    /** One entry and its recipients. */
    record Item(List<UserId> recipients, Entry entry) {
        Item {
            recipients = List.copyOf(RequiredField.require("recipients", recipients));
            RequiredField.require("entry", entry);
            if (recipients.isEmpty() || recipients.size() > MAX_RECIPIENTS) {
                throw new InvalidValueException("recipients", "must have from 1 to " + MAX_RECIPIENTS + " items");
            }
            if (new LinkedHashSet<>(recipients).size() != recipients.size()) {
                throw new InvalidValueException("recipients", "must not name a user twice");
            }
        }

        Delivery toDelivery() {
            return new Delivery(recipients, entry.toNewEntry());
        }
    }

    /** What an entry tells. */
    enum Kind {
        MESSAGE,
        OPERATION,
        NOTIFICATION
    }

    /** A system notification. */
    record Notification(MessageType type, Content content) {
        Notification {
            RequiredField.require("type", type);
            RequiredField.require("content", content);
            content.requireAcceptable();
        }
    }

    /** An entry: exactly the member that its kind names. */
    record Entry(
            EntryId entryId,
            Kind kind,
            @Nullable Instant createdAt,
            @Nullable Content message,
            @Nullable Content operation,
            @Nullable Notification notification) {
        Entry {
            RequiredField.require("entryId", entryId);
            RequiredField.require("kind", kind);
            requirePresence("message", message != null, kind == Kind.MESSAGE);
            requirePresence("operation", operation != null, kind == Kind.OPERATION);
            requirePresence("notification", notification != null, kind == Kind.NOTIFICATION);
            requireDepth("message", message);
            requireDepth("operation", operation);
        }

        /** One more than content may have, which lies in it. */
        private static void requireDepth(String name, @Nullable Content object) {
            if (object != null && object.depth() > Content.MAX_DEPTH + 1) {
                throw new InvalidValueException(name, "must be nested at most " + (Content.MAX_DEPTH + 1) + " deep");
            }
        }

        private static void requirePresence(String name, boolean present, boolean wanted) {
            if (present != wanted) {
                throw new InvalidValueException(name, wanted ? "is required by kind" : "does not go with kind");
            }
        }

        NewEntry toNewEntry() {
            StringBuilder members = new StringBuilder(256)
                    .append("\"entryId\":\"")
                    .append(entryId.value())
                    .append("\",\"kind\":\"")
                    .append(kind.name())
                    .append("\",");
            if (message != null) {
                members.append("\"message\":").append(FieldOrder.ofMessage(message));
            } else if (operation != null) {
                members.append("\"operation\":").append(FieldOrder.ofOperation(operation));
            } else {
                members.append("\"notification\":").append(WireJson.MAPPER.writeValueAsString(notification));
            }
            return new NewEntry(entryId, createdAt, members.toString());
        }
    }
}
