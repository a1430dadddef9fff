package org.messageroaming.reliability.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.messageroaming.model.json.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bends one place of a JSON text: a value, a name, or whether it is there. */
final class JsonBending {
    /** Stand for what a tree cannot hold: a malformed value, a name that is there twice. */
    private static final String VALUE = "@@value@@";

    private static final String TWICE = "@@twice@@";

    /** More items than any array may have. */
    private static final int TOO_MANY = 1001;

    private static final int SHORT = 300;

    private final Hostile hostile;
    private final RandomGenerator random;
    private final List<String> names;

    /** @param names of fields that are known somewhere */
    JsonBending(Hostile hostile, RandomGenerator random, List<String> names) {
        this.hostile = hostile;
        this.random = random;
        this.names = names;
    }

    /** Somebody who can be given a value in place of what is there. */
    private interface Place {
        void bend();
    }

    /** The bent text; what is no JSON any more stays as it is. */
    String bend(String text) {
        try {
            JsonNode root = WireJson.MAPPER.readTree(Octets.of(text));
            List<Place> places = new ArrayList<>();
            collect(root, places);
            if (places.isEmpty()) {
                return hostile.json();
            }
            places.get(random.nextInt(places.size())).bend();
            return root.toString().replace("\"" + VALUE + "\"", hostile.json()).replace(TWICE, "");
        } catch (JacksonException malformedAlready) {
            return text;
        }
    }

    private void collect(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> places.add(() -> bend(object, name)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(() -> bend(array, index));
            }
        }
        node.values().forEach(child -> collect(child, places));
    }

    private void bend(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        switch (random.nextInt(12)) {
            case 0 -> object.remove(name);
            case 1 -> object.put(TWICE + name, "again");
            case 2 -> object.set(TWICE + name, value);
            case 3 -> object.put(hostile.text(), 1);
            case 4 -> object.put(hostile.pick(names), VALUE);
            case 5 -> {
                object.remove(name);
                object.set(name.toUpperCase(Locale.ROOT), value);
            }
            case 6 -> object.putArray(name).add(value);
            case 7 -> object.put(name, otherwise(value.asString("")));
            case 8 -> object.putNull(name);
            default -> object.put(name, VALUE);
        }
    }

    private void bend(ArrayNode array, int index) {
        JsonNode value = array.get(index);
        switch (random.nextInt(5)) {
            case 0 -> array.remove(index);
            case 1 -> array.add(value);
            case 2 -> {
                for (int i = 0; i < TOO_MANY && value.toString().length() < SHORT; i++) {
                    array.add(value);
                }
            }
            case 3 -> array.setNull(index);
            default -> array.set(index, WireJson.MAPPER.getNodeFactory().stringNode(VALUE));
        }
    }

    /** The same in another case, with white space, cut, or with one character changed. */
    private String otherwise(String text) {
        return switch (random.nextInt(6)) {
            case 0 -> text.toLowerCase(Locale.ROOT);
            case 1 -> text.toUpperCase(Locale.ROOT);
            case 2 -> " " + text;
            case 3 -> text + "\n";
            case 4 -> text.isEmpty() ? "x" : text.substring(0, random.nextInt(text.length()));
            default -> flipped(text, random);
        };
    }

    /** With one bit of one character turned; a base64 text stays one more often than not. */
    static String flipped(String text, RandomGenerator random) {
        if (text.isEmpty()) {
            return "x";
        }
        int index = random.nextInt(text.length());
        char turned = (char) (text.charAt(index) ^ (1 << random.nextInt(3)));
        return text.substring(0, index) + turned + text.substring(index + 1);
    }
}
