package org.messageroaming.history.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.messageroaming.model.problem.RequestRejectedException;

/**
 * A place in a kept order.
 *
 * @param list which order
 * @param offset how many conversations were given already
 */
record ListCursor(UUID list, int offset) {
    private static final Pattern TEXT = Pattern.compile("1~([0-9a-f-]{36})~(\\d{1,9})");
    private static final int LONGEST = 100;

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("1~" + list + "~" + offset).getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws RequestRejectedException {@code invalid-cursor} when it is malformed */
    static ListCursor decode(String text) {
        try {
            byte[] bytes = text.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
            Matcher parts = TEXT.matcher(new String(bytes, StandardCharsets.US_ASCII));
            if (parts.matches()) {
                return new ListCursor(UUID.fromString(parts.group(1)), Integer.parseInt(parts.group(2)));
            }
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        throw unknown();
    }

    static RequestRejectedException unknown() {
        return RequestRejectedException.cursor(
                "The cursor is not one that was given to this user, or is too old; begin again without one");
    }
}
