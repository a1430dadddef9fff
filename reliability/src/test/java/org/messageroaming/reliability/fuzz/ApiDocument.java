package org.messageroaming.reliability.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;

/**
 * What a service says of itself at {@code /v3/api-docs}.
 *
 * @param fieldNames of all request and response bodies
 */
record ApiDocument(List<ApiOperation> operations, List<String> fieldNames) {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

    ApiDocument {
        operations = List.copyOf(operations);
        fieldNames = List.copyOf(fieldNames);
    }

    static ApiDocument parse(String json) {
        JsonNode document = WireJson.MAPPER.readTree(json);
        List<ApiOperation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation ->
                                operations.add(operation(operation.getKey(), path.getKey(), operation.getValue()))));
        Set<String> names = new TreeSet<>();
        document.path("components")
                .path("schemas")
                .values()
                .forEach(schema -> names.addAll(schema.path("properties").propertyNames()));
        return new ApiDocument(operations, List.copyOf(names));
    }

    private static ApiOperation operation(String method, String path, JsonNode operation) {
        List<String> query = operation.path("parameters").values().stream()
                .filter(parameter -> "query".equals(parameter.path("in").asString()))
                .map(parameter -> parameter.path("name").asString())
                .toList();
        return new ApiOperation(method.toUpperCase(Locale.ROOT), path, query, operation.has("requestBody"));
    }
}
