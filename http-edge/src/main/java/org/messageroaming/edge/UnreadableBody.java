package org.messageroaming.edge;

import java.util.List;
import org.messageroaming.model.InvalidValueException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.PropertyBindingException;

/** Says what is wrong with a body, in a client developer's words: which field and which rule, never which class. */
final class UnreadableBody {
    private static final int LONGEST_NAME = 64;

    private UnreadableBody() {}

    static String describe(Throwable error) {
        JacksonException problem = ProblemAdvice.causeOf(error, JacksonException.class);
        InvalidValueException invalid = ProblemAdvice.causeOf(error, InvalidValueException.class);
        if (problem == null) {
            return invalid == null ? "The body is missing or cannot be read" : String.valueOf(invalid.getMessage());
        }
        String path = path(problem.getPath());
        if (invalid != null) {
            return join(path, invalid.field()) + " " + invalid.rule();
        }
        if (problem instanceof PropertyBindingException) {
            return path + " is no field that is known here";
        }
        if (problem instanceof InvalidTypeIdException) {
            return join(path, "type") + " is missing or not one that is known here";
        }
        if (problem instanceof StreamReadException) {
            return "The body is not well-formed JSON in UTF-8" + (path.isEmpty() ? "" : ", at " + path);
        }
        return path.isEmpty() ? "The body must be a JSON object" : path + " has the wrong type or is missing";
    }

    /** A rule of a value names the value's own field, one of an object a field within the object. */
    private static String join(String path, String field) {
        if (path.isEmpty()) {
            return field;
        }
        return path.endsWith(field) ? path : path + "." + field;
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(printable(reference.getPropertyName()));
            }
        }
        return path.toString();
    }

    private static String printable(String name) {
        String shortened = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }
}
