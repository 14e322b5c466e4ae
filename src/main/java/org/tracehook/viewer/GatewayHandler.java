package org.tracehook.viewer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.tracehook.problem.ProblemKind;

/**
 * Hands requests of this machine on to the function, and signs deliveries among them where that is allowed. What comes from
 * elsewhere is refused, except for deliveries with a signature or token of their own, which the function judges.
 */
final class GatewayHandler implements HttpHandler {

    private static final Logger LOG = Logger.getLogger(GatewayHandler.class);
    private static final String SIGNATURE = "X-Hub-Signature";
    private static final Pattern DELIVERY = Pattern.compile(FunctionAddress.WEBHOOK + "(?:/[^/]*)?/?");

    /** Part of every path that the mock of Lambda keeps for itself: there it takes whole events. */
    private static final String OF_THE_MOCK = "_lambda_";

    /** What the JDK's server takes for the length of no body. */
    private static final int NO_BODY = -1;

    private final LocalGateway.Target function;
    private final Forwarding forwarding;

    GatewayHandler(LocalGateway.Target function) {
        this.function = function;
        this.forwarding = new Forwarding(function.address());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            Forwarding.Reply reply = reply(exchange);
            exchange.getResponseHeaders().putAll(reply.headers());
            if (reply.body().length == 0) {
                exchange.sendResponseHeaders(reply.status(), NO_BODY);
            } else {
                exchange.sendResponseHeaders(reply.status(), reply.body().length);
                exchange.getResponseBody().write(reply.body());
            }
        } finally {
            exchange.close();
        }
    }

    private Forwarding.Reply reply(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        if (isOfTheMock(exchange.getRequestURI())) {
            return reply(Answer.problem(ProblemKind.NOT_FOUND, "Deliver to POST " + FunctionAddress.WEBHOOK + "."));
        }
        boolean delivery =
                DELIVERY.matcher(exchange.getRequestURI().getRawPath()).matches();
        boolean vouched = headers.containsKey(SIGNATURE) || headers.containsKey(function.tokenHeader());
        if (delivery && vouched) {
            return handOn(exchange, Optional.empty());
        }
        Optional<String> foreign = new OriginCheck(exchange.getLocalAddress().getPort())
                .foreign(name -> headers.getOrDefault(name, List.of()));
        return foreign.isPresent()
                ? reply(refusal(foreign.get()))
                : handOn(exchange, function.signature().filter(signature -> delivery));
    }

    /** The mock decodes a path once; a URL with a host in it is none that a client of this machine sends. */
    private static boolean isOfTheMock(URI uri) {
        return uri.isAbsolute()
                || uri.getRawAuthority() != null
                || uri.getPath() == null
                || uri.getPath().toLowerCase(Locale.ROOT).contains(OF_THE_MOCK);
    }

    private Forwarding.Reply handOn(HttpExchange exchange, Optional<Function<byte[], String>> signature)
            throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Headers headers = new Headers();
        headers.putAll(exchange.getRequestHeaders());
        signature.ifPresent(sign -> headers.set(SIGNATURE, sign.apply(body)));
        try {
            return forwarding.send(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
        } catch (IOException e) {
            return reply(Answer.unavailable("The function gave no reply (" + e.getMessage()
                    + "): look at the console of dev mode, and send it again."));
        }
    }

    private static Answer refusal(String foreign) {
        LOG.warnf("A request was refused: %s", foreign);
        return Answer.forbidden("Requests of this machine alone are taken here, and " + foreign
                + ". Sign deliveries from elsewhere (a tunnel): set tracehook.webhook.secret (TRACEHOOK_WEBHOOK_SECRET), "
                + "and the same secret in Jira's webhook.");
    }

    private static Forwarding.Reply reply(Answer answer) {
        Headers headers = new Headers();
        headers.set("Content-Type", answer.mediaType());
        return new Forwarding.Reply(answer.status(), headers, answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
