package org.messageroaming.model;

/**
 * A name that a client or a back end chose. All identifiers share one alphabet, {@code [A-Za-z0-9][A-Za-z0-9._:@-]*}, and
 * have 1 to {@value #MAX_LENGTH} characters, so that they need no escaping in a URL path, in JSON, or in a Redis key.
 */
public sealed interface Identifier permits UserId, ConversationId, DeviceId, ClientMessageId, OperationId, EntryId {

    /** The longest identifier, in characters, inclusive. */
    int MAX_LENGTH = 128;

    /** The identifier as it stands in JSON and in paths. */
    String value();

    /**
     * Returns {@code value} unchanged when it is a well-formed identifier.
     *
     * @param name the field that is checked, for the message
     * @throws InvalidValueException when it is empty, too long, or holds a character outside the alphabet
     */
    static String requireWellFormed(String name, String value) {
        if (!isWellFormed(value)) {
            throw new InvalidValueException(
                    name,
                    "must be 1 to " + MAX_LENGTH
                            + " characters of A-Z a-z 0-9 . _ : @ - and start with a letter or a digit");
        }
        return value;
    }

    /** Whether it is neither empty nor too long, and in the alphabet. */
    static boolean isWellFormed(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !isLetterOrDigit(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetterOrDigit(c) && "._:@-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
