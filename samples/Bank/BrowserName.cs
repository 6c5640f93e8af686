namespace Meridian;

/// <summary>A browser as its owner would name it: only for his eyes, since every browser may call itself what it likes.</summary>
internal static class BrowserName
{
    static readonly (string Sign, string Name)[] Browsers = [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    static readonly (string Sign, string Name)[] Systems = [("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "a Mac"), ("Linux", "Linux")];

    public static string Of(string agent) => $"{First(Browsers, agent, "A browser")} on {First(Systems, agent, "a computer")}";

    static string First((string Sign, string Name)[] known, string agent, string otherwise) =>
        known.FirstOrDefault(one => agent.Contains(one.Sign, StringComparison.Ordinal)).Name ?? otherwise;
}
