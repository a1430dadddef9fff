package org.messageroaming.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;

/**
 * Takes messages, pages and operations into the local store. Doing so in any order, and again, ends the same: of a message the later
 * state stays, markers only move forward, and what is hidden stays hidden.
 */
final class LocalCopy {
    private final LocalStore store;
    private final UserId self;

    LocalCopy(LocalStore store, UserId self) {
        this.store = store;
        this.self = self;
    }

    /** A message from the inbox, or one that was just sent. */
    void take(Message message) {
        merge(message);
        long seq = message.seq().value();
        LocalConversation known = store.conversation(message.conversationId()).knowing(seq, seq);
        store.conversation(message.conversationId(), message.sender().equals(self) ? known.readTo(seq) : known);
    }

    private void merge(Message message) {
        Message held = store.message(message.conversationId(), message.seq().value());
        store.put(held == null ? message : Message.later(held, message));
    }

    /** A page, which covers {@code first} to {@code last}, both inclusive, whatever it lacks of them. */
    void take(ConversationId id, List<Message> messages, long first, long last) {
        messages.forEach(this::merge);
        LocalConversation known = store.conversation(id).knowing(first, last);
        long sent = messages.stream()
                .filter(message -> message.sender().equals(self))
                .mapToLong(message -> message.seq().value())
                .max()
                .orElse(0);
        store.conversation(id, known.readTo(sent));
    }

    /** An operation; on a message that is not held it has nothing to do, since the message will come as it is then. */
    void take(Operation operation) {
        ConversationId id = operation.conversationId();
        LocalConversation known = store.conversation(id);
        if (operation instanceof Operation.Recall recall) {
            Message held = store.message(id, recall.seq().value());
            if (held != null) {
                store.put(Message.later(held, held.recalled(recall.actor(), recall.appliedAt())));
            }
        } else if (operation instanceof Operation.Edit edit) {
            take(edit, store.message(id, edit.seq().value()));
        } else if (operation instanceof Operation.Delete deletion) {
            store.conversation(
                    id,
                    known.hiding(deletion.seqs().stream().map(Sequence::value).toList()));
        } else if (operation instanceof Operation.Clear clear) {
            store.conversation(id, known.clearedTo(clear.upToSeq().value()));
        } else if (operation instanceof Operation.Read read) {
            store.conversation(id, known.readTo(read.upToSeq().value()));
        }
    }

    /** Without a content the message was recalled since, and the recall follows. */
    private void take(Operation.Edit edit, @Nullable Message held) {
        if (held != null) {
            store.put(Message.later(held, held.edited(edit.content(), edit.appliedAt())));
        }
    }

    /** Drops the messages of a conversation, which must be loaded again. */
    void forget(ConversationId id) {
        store.dropMessages(id);
        store.conversation(id, store.conversation(id).forgotten());
    }
}
