package org.messageroaming.reliability.check;

import java.util.List;
import java.util.Objects;
import org.messageroaming.client.RefusedException;
import org.messageroaming.client.UnavailableException;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.reliability.load.Follower;
import org.messageroaming.reliability.load.Violations;
import tools.jackson.databind.JsonNode;

/** What a device that followed by the client's algorithm shows, against history: I3, end to end. */
final class DeviceCheck {
    private static final int TRIES = 20;

    private final Pages pages;
    private final Violations violations;

    DeviceCheck(Pages pages, Violations violations) {
        this.pages = pages;
        this.violations = violations;
    }

    void run(Follower follower) {
        for (ConversationId conversation : follower.conversations()) {
            List<Message> expected = pages.conversation(conversation.value(), follower.user()).stream()
                    .map(DeviceCheck::message)
                    .toList();
            compare(follower, conversation, everything(follower, conversation), expected);
        }
    }

    private static Message message(JsonNode json) {
        return WireJson.MAPPER.treeToValue(json, Message.class);
    }

    private static List<Message> everything(Follower follower, ConversationId conversation) {
        for (int i = 1; ; i++) {
            try {
                return follower.everything(conversation);
            } catch (UnavailableException e) {
                if (i == TRIES) {
                    throw e;
                }
            } catch (RefusedException e) {
                throw new IllegalStateException(follower.user() + " is refused " + conversation, e);
            }
        }
    }

    private void compare(Follower follower, ConversationId id, List<Message> shown, List<Message> expected) {
        for (int i = 0; i < Math.max(shown.size(), expected.size()); i++) {
            Message one = i < shown.size() ? shown.get(i) : null;
            Message other = i < expected.size() ? expected.get(i) : null;
            if (!Objects.equals(one, other)) {
                violations.add(
                        "I3",
                        "the device of " + follower.user() + " shows " + one + " in " + id + ", history " + other);
                return;
            }
        }
    }
}
