package org.messageroaming.model.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.messageroaming.model.InvalidValueException;

/** Times as they stand in JSON and in queries: RFC 3339, written in UTC with three decimals, so that text order is time order. */
public final class WireTime {

    static final String RULE = "must be an RFC 3339 time from year 0001 to 9999, such as 2026-01-31T09:30:00.000Z";

    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private WireTime() {}

    /** The time in UTC with exactly three decimals; what is finer than a millisecond is cut off. */
    public static String format(Instant time) {
        return FORMAT.format(time);
    }

    /**
     * Reads a time with any offset; what is finer than a millisecond is cut off.
     *
     * @param name the field that is read, for the message
     * @throws InvalidValueException when {@code text} is not an RFC 3339 time of the years 0001 to 9999
     */
    public static Instant parse(String name, String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() < 1 || time.getYear() > 9999) {
                throw new InvalidValueException(name, RULE);
            }
            return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw new InvalidValueException(name, RULE);
        }
    }
}
