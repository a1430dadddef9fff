package org.messageroaming.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.messageroaming.model.problem.ProblemCode;
import org.messageroaming.model.problem.RequestRejectedException;
import org.messageroaming.model.problem.RoamingException;

class ContentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {} | 1
            {"a":[]} | 2
            {"a":{},"b":[[1],[2]]} | 3
            {"a":"{[{["} | 1
            {"a\\"{":"\\\\","b":{}} | 2
            """)
    void theDepthCountsWhatIsNestedAndNotWhatIsText(String json, int depth) {
        assertThat(new Content(json).depth()).isEqualTo(depth);
    }

    @Test
    void theDeepestIsAcceptedAndOneMoreIsNot() {
        assertThatCode(() -> nested(Content.MAX_DEPTH).requireAcceptable()).doesNotThrowAnyException();
        refused(nested(Content.MAX_DEPTH + 1), ProblemCode.INVALID_REQUEST);
    }

    @Test
    void theLongestIsAcceptedAndOneMoreIsNot() {
        assertThatCode(() -> ofBytes(Content.MAX_BYTES).requireAcceptable()).doesNotThrowAnyException();
        refused(ofBytes(Content.MAX_BYTES + 1), ProblemCode.PAYLOAD_TOO_LARGE);
        refused(new Content("{\"a\":\"" + "ü".repeat(Content.MAX_BYTES / 2) + "\"}"), ProblemCode.PAYLOAD_TOO_LARGE);
    }

    private static void refused(Content content, ProblemCode code) {
        assertThatThrownBy(content::requireAcceptable)
                .isInstanceOf(RequestRejectedException.class)
                .extracting(error -> ((RoamingException) error).code())
                .isEqualTo(code);
    }

    private static Content nested(int depth) {
        return new Content("{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}");
    }

    private static Content ofBytes(int bytes) {
        return new Content("{\"a\":\"" + "x".repeat(bytes - 8) + "\"}");
    }
}
