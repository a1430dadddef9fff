package org.messageroaming.offline.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ObjectOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messageroaming.localstack.RedisOptions;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.localstack.Secrets;

/** What the users of {@code deploy/redis/users.acl} may not do; that they may do what they have to is shown elsewhere. */
class RedisUsersIT {
    private static final Secrets SECRETS = new Secrets();

    @TempDir
    private static Path folder;

    private static RedisServer redis;

    private final RedisClient client = RedisClient.create();

    @BeforeAll
    static void start() throws Exception {
        Path users = Files.writeString(
                folder.resolve("users.acl"), SECRETS.withHashes(Path.of("../deploy/redis/users.acl")));
        redis = RedisServer.start(RedisOptions.defaults().withArguments("--aclfile", users.toString()));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void disconnect() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }

    private RedisCommands<String, String> as(String user) {
        RedisURI uri = RedisURI.builder()
                .withHost(redis.endpoint().host())
                .withPort(redis.port())
                .withAuthentication(user, SECRETS.password("redis-" + user))
                .build();
        return client.connect(StringCodec.UTF8, uri).sync();
    }

    private static Object run(RedisCommands<String, String> redis, String command) {
        String[] words = command.split(" ");
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        Arrays.stream(words).skip(1).forEach(arguments::add);
        return redis.dispatch(CommandType.valueOf(words[0]), new ObjectOutput<>(StringCodec.UTF8), arguments);
    }

    private static void assertRefused(RedisCommands<String, String> redis, String command) {
        assertThatThrownBy(() -> run(redis, command))
                .as(command)
                .isInstanceOf(RedisCommandExecutionException.class)
                .hasMessageStartingWith("NOPERM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FLUSHALL",
                "KEYS *",
                "SCAN 0",
                "CONFIG GET *",
                "CONFIG SET maxmemory 1",
                "ACL LIST",
                "ACL SETUSER other on",
                "CLIENT LIST",
                "CLIENT KILL TYPE normal",
                "SCRIPT FLUSH",
                "SHUTDOWN",
                "REPLICAOF NO ONE",
                "SCRIPT LOAD return{}",
                "EVAL return{} 1 other:{alice}:meta",
                "HGET other:{alice}:meta inc",
                "HGET roaming:alice inc",
                "ZRANGE limits:offline-service:x 0 -1",
                "GET limits:history-service:x",
                "GET roaming:{alice}:meta",
                "SPUBLISH other:{alice}:wake x",
                "SSUBSCRIBE other",
                "SUBSCRIBE roaming:{alice}:wake",
                "PSUBSCRIBE *"
            })
    void offlineServiceIsRefusedWhatItHasNoUseFor(String command) {
        assertRefused(as("offline-service"), command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FLUSHALL",
                "KEYS *",
                "CONFIG GET *",
                "HGETALL roaming:{alice}:meta",
                "GET roaming:{alice}:meta",
                "GET limits:offline-service:x",
                "SSUBSCRIBE roaming:{alice}:wake"
            })
    void historyServiceIsRefusedInboxesAndWhatElseItHasNoUseFor(String command) {
        assertRefused(as("history-service"), command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline-service", "history-service"})
    void eachServiceHasTheBucketsOfItsOwnLimits(String user) {
        RedisCommands<String, String> commands = as(user);
        String key = "limits:" + user + ":x";
        commands.eval(
                "redis.call('psetex', KEYS[1], 60000, ARGV[1])", ScriptOutputType.STATUS, new String[] {key}, "5");
        assertThat(commands.get(key)).isEqualTo("5");
    }

    @Test
    void whoDoesNotLogInSeesThatRedisIsAliveAndNothingElse() {
        RedisURI uri = RedisURI.create(redis.endpoint().host(), redis.port());
        RedisCommands<String, String> nobody =
                client.connect(StringCodec.UTF8, uri).sync();
        assertThat(nobody.ping()).isEqualTo("PONG");
        assertRefused(nobody, "HGET roaming:{alice}:meta inc");
        assertRefused(nobody, "INFO");
    }

    @Test
    void peopleMayDoEverything() {
        assertThat(run(as("admin"), "KEYS *")).isNotNull();
    }
}
