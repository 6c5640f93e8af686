namespace Tidings.Core.Compose.Templates.Liquid;

enum TokenKind : byte { End, Name, Text, Number, Symbol }

/// <summary>A token inside <c>{{ }}</c> or <c>{% %}</c>; <see cref="At"/> is its offset in the whole source.</summary>
readonly record struct Token(TokenKind Kind, string Value, int At)
{
    public bool Is(string symbol) => Kind is TokenKind.Symbol or TokenKind.Name && Value == symbol;
}
