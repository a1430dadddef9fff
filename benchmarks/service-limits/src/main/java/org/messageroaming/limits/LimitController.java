package org.messageroaming.limits;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.messageroaming.edge.access.Caller;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The least that could be done in the place of a pull. */
@RestController
final class LimitController {
    static final String NOTHING = "/v1/users/{userId}/nothing";
    static final String RANGE = "/v1/users/{userId}/range";

    /** Of about the length of the answer of a pull that has nothing new. */
    private static final byte[] EMPTY = ("{\"entries\":[],\"cursor\":\"" + "x".repeat(64)
                    + "\",\"hasMore\":false,\"gap\":null}")
            .getBytes(US_ASCII);

    private final RedisAsyncCommands<byte[], byte[]> redis;

    LimitController(RedisClient client) {
        this.redis = client.connect(ByteArrayCodec.INSTANCE).async();
    }

    /** Does nothing. */
    @GetMapping(path = NOTHING, produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] nothing(@PathVariable String userId) {
        return EMPTY;
    }

    /** The entries of an inbox as they are in Redis, one after the other. */
    @GetMapping(RANGE)
    void range(Caller caller, @PathVariable String userId, @RequestParam int limit, HttpServletResponse response)
            throws IOException, InterruptedException, ExecutionException {
        byte[] key = ("roaming:{" + caller.naming(userId).value() + "}:entries").getBytes(US_ASCII);
        List<byte[]> entries = redis.zrangebyscore(key, Range.unbounded(), Limit.create(0, limit))
                .get();
        if (entries.size() != limit) {
            throw new IllegalStateException("there are " + entries.size() + " entries, not " + limit);
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        ServletOutputStream out = response.getOutputStream();
        for (byte[] entry : entries) {
            out.write(entry);
        }
    }
}
