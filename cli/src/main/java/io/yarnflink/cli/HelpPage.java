package io.yarnflink.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Shows {@code -D key=value} and {@code --name NAME} as people type them: with a space before the value. */
final class HelpPage extends Help {

    HelpPage(CommandSpec spec, ColorScheme colors) {
        super(spec, colors);
    }

    @Override
    public IParamLabelRenderer parameterLabelRenderer() {
        IParamLabelRenderer usual = super.parameterLabelRenderer();
        return new IParamLabelRenderer() {
            @Override
            public Text renderParameterLabel(ArgSpec argument, Ansi ansi, List<IStyle> styles) {
                Text label = usual.renderParameterLabel(argument, ansi, styles);
                String plain = label.plainString();
                return plain.startsWith("=") ? ansi.new Text(" ").concat(label.substring(1)) : label;
            }

            @Override
            public String separator() {
                return " ";
            }
        };
    }
}
