"""First names that are common in England and are no ordinary words: Gemma, and not Will or May."""

from __future__ import annotations

FIRST_NAMES = frozenset(
    """
    Aaron Abbie Abdul Abigail Adam Adele Adrian Agnes Ahmed Aidan Aimee Aisha Alan Alana
    Alastair Albert Alec Alex Alexander Alexandra Alfie Alice Alicia Alison Amanda Amber Amelia
    Amina Amir Amy Andrea Andrew Andy Angela Angus Anita Ann Anna Annabel Anne Annette Annie
    Anthony Anya Archie Arthur Asha Ashley Audrey Ava Barbara Barry Beatrice Becky Belinda Ben
    Benjamin Bernadette Beth Bethany Betty Beverley Brenda Brian Bridget Caitlin Callum Cameron
    Camilla Carl Carla Carly Carmel Carol Caroline Catherine Cathy Cerys Charlie Chloe Chris
    Christina Christine Christopher Claire Clare Claudia Clive Colin Connor Craig Curtis Cynthia
    Damian Daniel Daniela Danielle Danny Darren Dave David Dean Debbie Deborah Dennis Derek
    Diana Diane Dominic Donna Doreen Dorothy Douglas Dylan Eddie Edith Edward Eileen Elaine
    Eleanor Elena Eliza Elizabeth Ella Ellen Ellie Elliot Elsie Emily Emma Eric Erin Ethan Eva
    Evan Evie Ewan Faisal Farah Fatima Felicity Fiona Fran Frances Francesca Freddie Freya
    Gareth Gary Gemma Geoff Geoffrey George Gerald Geraldine Gillian Gina Glenn Gloria Gordon
    Graham Greg Gregory Gwen Hamza Hannah Harriet Harry Harvey Hassan Hayley Heather Heidi Helen
    Henry Hilary Hugh Ian Ibrahim Imran Irene Isaac Isabel Isabella Isla Jack Jackie Jacob
    Jacqueline Jade Jake James Jamie Jan Jane Janet Janice Jasmine Jason Jay Jayden Jean Jeff
    Jennifer Jenny Jeremy Jess Jessica Jill Jim Joan Joanna Joanne Joe Joel John Johnny Jon
    Jonathan Joseph Joshua Joyce Judith Judy Julia Julian Julie Justin Kai Karen Karl Kate
    Katherine Kathleen Kathryn Katie Kayleigh Keith Kelly Ken Kenneth Kerry Kevin Khadija Kian
    Kieran Kim Kirsty Kyle Laura Lauren Lawrence Layla Leah Leanne Lee Leo Leon Leonard Lesley
    Leslie Lewis Liam Lillian Linda Lindsay Lisa Liz Logan Lorna Lorraine Louis Louise Lucas
    Lucy Luke Lydia Lyn Lynn Lynne Maggie Malcolm Marcus Margaret Maria Marian Marie Marilyn
    Marion Marjorie Martha Martin Mary Mason Matilda Matt Matthew Maureen Max Maxine Megan Mel
    Melanie Melissa Michael Michelle Mike Mohammed Moira Molly Monica Muhammad Mustafa Nadia
    Naomi Natalie Natasha Nathan Neil Niamh Nicholas Nick Nicky Nicola Nicole Nigel Nina Noah
    Noel Nora Norma Norman Oliver Olivia Omar Oscar Owen Paige Pamela Patricia Patrick Paul
    Paula Pauline Peggy Penelope Penny Peter Phil Philip Phillip Phoebe Phyllis Polly Poppy
    Priya Rachael Rachel Ralph Raymond Rebecca Reece Reuben Rhys Ricky Riley Rita Robert Robin
    Roger Ronald Rosemary Rosie Roy Russell Ruth Ryan Sally Sam Samantha Samina Samuel Sandra
    Sanjay Sara Sarah Scott Sean Sharon Shaun Sheila Shelley Shirley Sian Simon Sophia Sophie
    Stacey Stan Stanley Stella Stephanie Stephen Steve Steven Stuart Sue Susan Susie Suzanne
    Sylvia Tamara Tanya Tara Ted Teresa Terry Theo Theresa Thomas Tim Timothy Tina Tom Tony
    Tracey Tracy Trevor Tristan Tyler Una Valerie Vanessa Vera Veronica Vicky Vincent Viv Vivien
    Walter Wayne Wendy William Yasmin Yusuf Yvonne Zac Zach Zahra Zainab Zara Zoe
    """.split()  # noqa: SIM905
)
