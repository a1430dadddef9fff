package org.messageroaming.history.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.messageroaming.history.replica.Appended;
import org.messageroaming.history.replica.Command;
import org.messageroaming.history.replica.Draft;
import org.messageroaming.history.replica.Facts;
import org.messageroaming.history.replica.RetryKey;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.problem.ConflictException;
import org.messageroaming.model.problem.ForbiddenException;
import org.messageroaming.model.problem.NotFoundException;
import org.messageroaming.model.problem.RequestRejectedException;
import org.messageroaming.model.problem.RoamingException;

/**
 * Appends messages in the given order, each of them accepted or refused on its own.
 *
 * @param imported old history: its senders need not be members, and no inbox is told
 */
record AppendMessages(
        ConversationId conversationId, List<MessageDraft> messages, boolean imported, Duration clockTolerance)
        implements Command<List<AppendOutcome>> {

    private static final int ENVELOPE = 300;

    @Override
    public Facts facts() {
        return Facts.ofKeys(messages.stream().map(this::key).toList());
    }

    @Override
    public int size() {
        return messages.stream()
                .mapToInt(message -> message.content().json().length() + ENVELOPE)
                .sum();
    }

    private RetryKey key(MessageDraft message) {
        return new RetryKey(conversationId, message.sender(), message.clientMessageId());
    }

    @Override
    public List<AppendOutcome> decide(Draft draft) {
        List<AppendOutcome> outcomes = new ArrayList<>();
        for (MessageDraft message : messages) {
            try {
                outcomes.add(decideOne(message, draft));
            } catch (RoamingException refused) {
                outcomes.add(new AppendOutcome.Refused(refused));
            }
        }
        return outcomes;
    }

    private AppendOutcome decideOne(MessageDraft message, Draft draft) {
        Conversation conversation = draft.conversation();
        if (conversation == null) {
            throw NotFoundException.conversation();
        }
        String digest = message.digest();
        Appended earlier = draft.appended(key(message));
        if (earlier != null) {
            if (!earlier.digest().equals(digest)) {
                throw ConflictException.idempotency(
                        "clientMessageId was used by this sender before, with another type or content");
            }
            return new AppendOutcome.Placed(earlier.message(), false);
        }
        if (!imported && !conversation.members().containsKey(message.sender())) {
            throw new ForbiddenException("sender must be a member of the conversation");
        }
        Message placed = Message.sent(
                conversationId,
                new Sequence(conversation.lastSeq() + 1),
                message.sender(),
                message.clientMessageId(),
                message.type(),
                message.content(),
                sentAt(message, conversation, draft.now()));
        draft.emit(new Event.MessageAppended(placed, digest, imported));
        return new AppendOutcome.Placed(placed, true);
    }

    /** Never before the message before it: the service's clock may have been set back, a given time may not. */
    private Instant sentAt(MessageDraft message, Conversation conversation, Instant now) {
        Instant last = conversation.lastMessageAt();
        Instant given = message.sentAt();
        if (given == null) {
            return last != null && last.isAfter(now) ? last : now;
        }
        if (last != null && given.isBefore(last)) {
            throw ConflictException.state("sentAt must not be before the conversation's last message");
        }
        if (given.isAfter(now.plus(clockTolerance))) {
            throw RequestRejectedException.invalid("sentAt must not be in the future");
        }
        return given;
    }
}
