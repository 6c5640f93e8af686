using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Tidings.Fuzz.Mutators;

/// <summary>Changes XML and leaves it XML: elements taken away, doubled, moved, renamed, their texts replaced.</summary>
internal static class XmlMutator
{
    public static byte[]? Mutate(Random random, byte[] input, IReadOnlyList<string> texts)
    {
        try
        {
            var document = XDocument.Parse(Encoding.UTF8.GetString(input));
            var all = document.Descendants().Skip(1).ToArray();
            if (all.Length == 0)
                return null;
            var (one, other) = (all[random.Next(all.Length)], all[random.Next(all.Length)]);
            switch (random.Next(6))
            {
                case 0: one.Remove(); break;
                case 1: one.AddAfterSelf(new XElement(one)); break;
                case 2: one.Add(new XElement(other)); break;
                case 3: one.Name = other.Name; break;
                case 4: one.ReplaceWith(new XElement(other)); break;
                default:
                    var leaf = one.HasElements ? all.LastOrDefault(static element => !element.HasElements) ?? one : one;
                    leaf.Value = texts[random.Next(texts.Count)];
                    break;
            }
            return Encoding.UTF8.GetBytes(document.ToString(random.Next(2) == 0 ? SaveOptions.None : SaveOptions.DisableFormatting));
        }
        catch (Exception failure) when (failure is XmlException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
