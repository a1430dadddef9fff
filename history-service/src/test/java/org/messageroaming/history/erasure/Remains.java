package org.messageroaming.history.erasure;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks for a text in every row of every table of the keyspace. */
final class Remains {
    private final CqlSession session;

    Remains(CqlSession session) {
        this.session = session;
    }

    /** The rows that hold the text, each with its table's name before it. */
    List<String> of(String text) {
        return in(Set.of(), text);
    }

    /** The same without some tables. */
    List<String> in(Set<String> excepted, String text) {
        List<String> found = new ArrayList<>();
        CqlIdentifier keyspace = session.getKeyspace().orElseThrow();
        session.getMetadata().getKeyspace(keyspace).orElseThrow().getTables().keySet().stream()
                .map(CqlIdentifier::asInternal)
                .filter(table -> !excepted.contains(table))
                .forEach(table -> session.execute("SELECT JSON * FROM " + table).forEach(row -> {
                    String json = String.valueOf(row.getString(0));
                    if (json.contains(text)) {
                        found.add(table + " " + json);
                    }
                }));
        return found;
    }
}
