package org.messageroaming.reliability.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.messageroaming.client.JdkTransport;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.ConversationId;
import org.messageroaming.reliability.deployment.Instance;
import org.messageroaming.reliability.deployment.Services;

/** All that clients do in one round: senders, devices that pull, members who come and go. */
public final class Load {
    private static final String SERVICE = "gateway";
    private static final int FOLLOWERS = 4;
    private static final int CREATE_TRIES = 20;
    private static final int EAGER_MILLIS = 300;
    private static final int LAZY_MILLIS = 3000;
    private static final long JOIN_SECONDS = 240;

    private final World world;
    private final Services services;
    private final Tokens tokens;
    private final Calls calls;
    private final Violations violations;
    private final Random seeds;
    private final Floors floors = new Floors();
    private final List<Sender> senders = new ArrayList<>();
    private final List<Received> received = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private final List<Gateway> gateways = new CopyOnWriteArrayList<>();
    private final Pace pace;
    private final Churn churn;
    private final List<Thread> writing = new CopyOnWriteArrayList<>();
    private final List<Thread> reading = new ArrayList<>();
    private volatile boolean writingEnds;
    private volatile boolean readingEnds;
    private volatile boolean racing;
    private volatile long mustEndAt = Long.MAX_VALUE;

    /** @param random the seed of everything that is drawn here */
    public Load(World world, Services services, Tokens tokens, Calls calls, Violations violations, Random random) {
        this.world = world;
        this.services = services;
        this.tokens = tokens;
        this.calls = calls;
        this.violations = violations;
        this.seeds = random;
        this.pace = new Pace(services::isStarting);
        this.churn = new Churn(
                world, client(tokens.service(SERVICE), alive(services.history())), drawn(), () -> writingEnds);
    }

    /** Makes the conversations, and starts everybody. */
    public void begin() {
        Client service = client(tokens.service(SERVICE));
        Stream.concat(world.groups().stream(), Stream.of(world.hot())).forEach(group -> create(service, group));
        JdkTransport transport = new JdkTransport();
        followable().forEach(user -> followers.add(follower(user, transport)));
        followers.forEach(Follower::begin);
        for (String user : world.users()) {
            Received inbox = new Received(user, violations);
            Witness witness = new Witness(
                    inbox,
                    tokens.user(user),
                    calls,
                    any(services.offline()),
                    drawn(),
                    received.size() % 2 == 0 ? EAGER_MILLIS : LAZY_MILLIS,
                    () -> readingEnds,
                    pace);
            received.add(inbox);
            reading.add(start("witness-" + user, witness));
            Sender sender = new Sender(
                    user,
                    world,
                    client(tokens.user(user)),
                    floors,
                    violations,
                    drawn(),
                    () -> writingEnds,
                    () -> racing,
                    pace);
            senders.add(sender);
            writing.add(start("sender-" + user, sender));
        }
        followers.forEach(follower -> reading.add(start("device-" + follower.user(), follower)));
        writing.add(start("churn", churn));
    }

    private void create(Client service, World.Group group) {
        Map<String, Object> body = Map.of("kind", "GROUP", "members", group.members());
        Resolved made = service.resolve("PUT", "/v1/conversations/" + group.id(), body, Set.of());
        for (int i = 0; i < CREATE_TRIES && made.state() == Fate.State.UNKNOWN; i++) {
            made = service.resolve("PUT", "/v1/conversations/" + group.id(), body, Set.of());
        }
        if (made.state() != Fate.State.DONE) {
            throw new IllegalStateException("cannot create " + group + ": " + made.answer());
        }
    }

    /** Those whose conversations' members all stay. */
    private List<String> followable() {
        return world.users().stream()
                .filter(user -> !world.of(user).isEmpty())
                .filter(user -> world.of(user).stream().noneMatch(World.Group::churns))
                .limit(FOLLOWERS)
                .toList();
    }

    private Follower follower(String user, JdkTransport transport) {
        return new Follower(
                user,
                Stream.concat(world.of(user).stream(), Stream.of(world.hot()))
                        .map(group -> new ConversationId(group.id()))
                        .toList(),
                tokens.user(user),
                transport,
                services.offlineUri(),
                services.historyUri(),
                () -> readingEnds);
    }

    private Client client(String token) {
        return client(token, any(services.history()));
    }

    private Client client(String token, Supplier<URI> addresses) {
        return new Client(calls, addresses, token, drawn(), () -> System.nanoTime() - mustEndAt > 0);
    }

    private Random drawn() {
        return new Random(seeds.nextLong());
    }

    /** Any of the instances, whether it lives or not: clients do not know. */
    private Supplier<URI> any(List<Instance> instances) {
        Random random = drawn();
        return () -> instances.get(random.nextInt(instances.size())).uri();
    }

    /** Any of those that live: what is asked of the others is in doubt for nothing. */
    private Supplier<URI> alive(List<Instance> instances) {
        Random random = drawn();
        return () -> {
            List<Instance> alive = instances.stream().filter(Instance::isAlive).toList();
            List<Instance> some = alive.isEmpty() ? instances : alive;
            return some.get(random.nextInt(some.size())).uri();
        };
    }

    private Thread start(String name, Runnable work) {
        Thread thread = Watched.thread(name, work, violations);
        thread.start();
        return thread;
    }

    /** Whether everybody talks in one conversation from now on. */
    public void race(boolean on) {
        racing = on;
    }

    /** A back end with a wrong clock begins to write, in a conversation of its own. */
    public void wrongClock() {
        int number = gateways.size();
        String user = world.users().get(number % world.users().size());
        World.Group group = new World.Group(world.hot().id() + "-clock-" + number, List.of(user), false);
        Client service = client(tokens.service(SERVICE));
        create(service, group);
        Gateway gateway = new Gateway(group, user, service, drawn(), () -> writingEnds);
        gateways.add(gateway);
        writing.add(start("gateway-" + number, gateway));
    }

    /** Nobody begins anything new; what is under way is repeated until it is answered, within the limit. */
    public void endWriting(Duration limit) {
        mustEndAt = System.nanoTime() + limit.toNanos();
        writingEnds = true;
        join(writing);
    }

    /** The devices end. */
    public void endReading() {
        readingEnds = true;
        join(reading);
    }

    private void join(List<Thread> threads) {
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(JOIN_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            violations.require(!thread.isAlive(), "API", thread.getName() + " does not end");
        }
    }

    /** The devices that follow. */
    public List<Follower> followers() {
        return followers;
    }

    /** The users' devices that pull. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /**
     * What happened; complete when those who write have ended, and for the devices when those who read have.
     *
     * @param losses what Redis may have lost
     */
    public Evidence evidence(Losses losses) {
        return new Evidence(
                Stream.of(
                                world.groups().stream(),
                                Stream.of(world.hot()),
                                gateways.stream().map(Gateway::group))
                        .flatMap(groups -> groups)
                        .toList(),
                Stream.concat(
                                senders.stream().map(Sender::asked),
                                gateways.stream().map(Gateway::asked))
                        .toList(),
                received,
                churn.tenures(),
                losses);
    }
}
