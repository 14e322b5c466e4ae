package org.tracehook.viewer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.tracehook.problem.ProblemKind;

/**
 * Hands requests of this machine on to the function as they came, and signs deliveries among them where that is allowed. What
 * comes from elsewhere is refused, except for deliveries with a signature or token of their own, which the function judges.
 */
final class GatewayHandler implements HttpHandler {

    private static final Logger LOG = Logger.getLogger(GatewayHandler.class);
    private static final String SIGNATURE = "X-Hub-Signature";
    private static final Pattern DELIVERY = Pattern.compile(FunctionAddress.WEBHOOK + "(?:/[^/]*)?/?");

    /** Part of every path that the mock of Lambda keeps for itself: there it takes whole events. */
    private static final String OF_THE_MOCK = "_lambda_";

    /** What belongs to a connection, not to what is sent on it, and the id that the mock of Lambda takes from a request. */
    private static final Set<String> NOT_HANDED_ON = Set.of(
            "connection",
            "content-length",
            "date",
            "expect",
            "host",
            "keep-alive",
            "lambda-runtime-aws-request-id",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final FunctionClient client = new FunctionClient();
    private final LocalGateway.Receiver function;

    GatewayHandler(LocalGateway.Receiver function) {
        this.function = function;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        response(exchange).send(exchange);
    }

    private LocalResponse response(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        if (isOfTheMock(exchange.getRequestURI())) {
            return LocalResponse.problem(ProblemKind.NOT_FOUND, "Deliver to POST " + FunctionAddress.WEBHOOK + ".");
        }
        boolean delivery =
                DELIVERY.matcher(exchange.getRequestURI().getRawPath()).matches();
        boolean vouched = headers.containsKey(SIGNATURE) || headers.containsKey(function.tokenHeader());
        if (delivery && vouched) {
            return handOn(exchange, false);
        }
        Optional<String> foreign = new OriginCheck(exchange.getLocalAddress().getPort()).foreign(headers);
        return foreign.isPresent() ? refusal(foreign.get()) : handOn(exchange, delivery);
    }

    /** The mock decodes a path once; a URL with a host in it is none that a client of this machine sends. */
    private static boolean isOfTheMock(URI uri) {
        return uri.isAbsolute()
                || uri.getRawAuthority() != null
                || uri.getPath() == null
                || uri.getPath().toLowerCase(Locale.ROOT).contains(OF_THE_MOCK);
    }

    private LocalResponse handOn(HttpExchange exchange, boolean signed) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Headers headers = handedOn(exchange.getRequestHeaders());
        if (signed) {
            function.signature().ifPresent(signature -> headers.set(SIGNATURE, signature.apply(body)));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        function.address().uri(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return client.send(
                request.build(),
                reply -> new LocalResponse(
                        reply.statusCode(), handedOn(reply.headers().map()), reply.body()));
    }

    private static Headers handedOn(Map<String, List<String>> headers) {
        Headers handedOn = new Headers();
        headers.forEach((name, values) -> {
            if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                handedOn.put(name, values);
            }
        });
        return handedOn;
    }

    private static LocalResponse refusal(String foreign) {
        LOG.warnf("A request was refused: %s", foreign);
        return LocalResponse.forbidden("Requests of this machine alone are taken here, and " + foreign
                + ". Sign deliveries from elsewhere (a tunnel): set tracehook.webhook.secret (TRACEHOOK_WEBHOOK_SECRET), "
                + "and the same secret in Jira's webhook.");
    }
}
