package org.messageroaming.history.timeline;

import java.util.List;
import org.messageroaming.model.Message;

/**
 * What was read of an {@link Excerpt}.
 *
 * @param messages ascending by sequence
 * @param bytes how large their contents are together
 * @param whole false when something may be left out, which only happens once {@code bytes} has reached what may be read
 */
public record Passage(List<Message> messages, long bytes, boolean whole) {
    /** Copies the messages. */
    public Passage {
        messages = List.copyOf(messages);
    }
}
