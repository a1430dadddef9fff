package org.messageroaming.history.operation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.problem.RequestRejectedException;

/**
 * How far a device has come in a conversation's changes.
 *
 * @param shared the last recall or edit that was given, by its number; 0 before the first
 * @param deletions the reader's last deletion that was given, by its number; 0 before the first
 * @param read the read marker that was given last; 0 for none
 * @param cleared the clear marker that was given last; 0 for none
 */
record ChangeCursor(long shared, long deletions, long read, long cleared) {

    /** Before everything. */
    static final ChangeCursor START = new ChangeCursor(0, 0, 0, 0);

    private static final Pattern TEXT = Pattern.compile("1~(\\d{1,16})~(\\d{1,16})~(\\d{1,16})~(\\d{1,16})~(.{1,300})");
    private static final int LONGEST = 600;

    /** The text that the client stores; of use to this reader of this conversation only. */
    String encode(ConversationId id, String reader) {
        String text = String.join(
                "~",
                "1",
                Long.toString(shared),
                Long.toString(deletions),
                Long.toString(read),
                Long.toString(cleared),
                owner(id, reader));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws RequestRejectedException {@code invalid-cursor} when it was not given to this reader of this conversation */
    static ChangeCursor decode(String text, ConversationId id, String reader) {
        Matcher parts = TEXT.matcher(unwrap(text));
        if (!parts.matches() || !parts.group(5).equals(owner(id, reader))) {
            throw malformed();
        }
        return new ChangeCursor(
                Long.parseLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4)));
    }

    private static String unwrap(String text) {
        try {
            return text.length() > LONGEST
                    ? ""
                    : new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    static RequestRejectedException malformed() {
        return RequestRejectedException.cursor("The cursor is not one that was given to you for this conversation");
    }

    private static String owner(ConversationId id, String reader) {
        return id.value() + "/" + reader;
    }
}
