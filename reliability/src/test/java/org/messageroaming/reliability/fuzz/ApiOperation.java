package org.messageroaming.reliability.fuzz;

import java.util.List;

/**
 * One operation of an OpenAPI document.
 *
 * @param path with its variables in braces
 * @param queryParameters their names
 */
record ApiOperation(String method, String path, List<String> queryParameters, boolean hasBody) {

    ApiOperation {
        queryParameters = List.copyOf(queryParameters);
    }

    /** Its name in this package: method and path. */
    String key() {
        return method + " " + path;
    }
}
