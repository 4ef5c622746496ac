package io.replaymq.broker.selector;

import io.replaymq.broker.api.InvalidSelectorException;
import io.replaymq.broker.selector.grammar.SelectorLexer;
import io.replaymq.broker.selector.grammar.SelectorParser;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Makes a tree of a text, by the grammar. The first mistake ends it. */
final class Parsing {
    private static final int SHOWN = 40;

    private Parsing() {}

    /** The tree of a selector. @throws InvalidSelectorException if it has none */
    static SelectorParser.ExpressionContext parse(String text) {
        SelectorLexer lexer = new SelectorLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        requireShallow(tokens);
        SelectorParser parser = new SelectorParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(new FirstMistake());
        parser.setBuildParseTree(true);
        return parser.selector().expression();
    }

    /** The parser calls itself for each parenthesis: that many are counted before it begins. */
    private static void requireShallow(CommonTokenStream tokens) {
        tokens.fill();
        int depth = 0;
        for (Token each : tokens.getTokens()) {
            if (each.getText().equals("(")) {
                depth++;
            } else if (each.getText().equals(")")) {
                depth--;
            }
            if (depth > Selector.MAX_NESTING) {
                throw refused(each, "parentheses nested more than " + Selector.MAX_NESTING + " deep");
            }
        }
    }

    /** What is thrown for a mistake at a token. */
    static InvalidSelectorException refused(Token at, String what) {
        return new InvalidSelectorException("selector, character " + (at.getStartIndex() + 1) + ": " + what);
    }

    /** What a token is called in messages. */
    static String shown(Token token) {
        if (token.getType() == Token.EOF) {
            return "the end";
        }
        String text = token.getText();
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }

    private static final class FirstMistake extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object offending,
                int line,
                int column,
                String message,
                @Nullable RecognitionException cause) {
            if (offending instanceof Token token && recognizer instanceof Parser parser) {
                String expected = parser.getExpectedTokens().toString(parser.getVocabulary());
                throw refused(token, "found " + shown(token) + ", expected " + expected.replace("<EOF>", "the end"));
            }
            throw new InvalidSelectorException("selector: " + message);
        }
    }
}
