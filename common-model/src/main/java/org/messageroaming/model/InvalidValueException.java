package org.messageroaming.model;

/** A value that breaks a rule of its type; the message names the field and the limit and never quotes the value. */
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String rule;

    /**
     * @param field the field as the API names it
     * @param rule what the field must be, to be read after its name
     */
    public InvalidValueException(String field, String rule) {
        super(field + " " + rule);
        this.field = field;
        this.rule = rule;
    }

    /** The field as the API names it. */
    public String field() {
        return field;
    }

    /** What the field must be, to be read after its name. */
    public String rule() {
        return rule;
    }
}
