package org.messageroaming.history.conversation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a change came to.
 *
 * @param value the state after it
 * @param isNew false when everything was so already
 */
public record Result<T>(T value, boolean isNew) {

    static <T> T require(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
