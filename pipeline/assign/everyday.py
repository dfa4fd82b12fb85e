"""Everyday: subjects from all walks of life, each with what belongs to it.

A list of our own, written without a look at any texts. It stands in code, so that a change of it
is a change of the results that rest on it.
"""

from pipeline.core.theme import Theme

_SUBJECTS = """
baking bread|dough, yeast, flour and the oven
cheese making|milk, rennet and ripening wheels
coffee roasting|beans, aroma and the espresso bar
vegetarian cooking|meals of pulses, grains and vegetables
restaurant kitchens|chefs, orders and rushed evenings
honey and beekeeping|hives, swarms and the harvest of honey
spices|pepper, cinnamon and the trade in them
ice cream|frozen desserts, cones and flavours
fishing with a rod|lakes, bait and patience
deer hunting|rifles, game and the season in the woods
mushroom picking|baskets, forests and poisonous look-alikes
house plants|pots, watering and light at the window
greenhouses|seedlings under glass and tomatoes
tractors|farm machines, ploughing and repairs
dairy farming|cows, milking and the price of milk
irrigation|canals, pumps and dry fields
soil erosion|wind and rain that carry fields away
horse riding|saddles, stables and jumping
dog training|obedience, leads and rewards
cats as pets|litter, purring and scratching
aquarium keeping|fish tanks, filters and water plants
veterinary visits|sick animals, vaccination and surgery
zoo animals|enclosures, keepers and visitors
whale watching|boats, sightings and the open sea
bird migration|flocks that fly south and ringing stations
butterflies|caterpillars, wings and meadows
snakes|venom, scales and terrariums
dinosaurs|fossils, bones and extinction
coral reefs|divers, bleaching and tropical fish
desert life|sand, cacti and heat
polar expeditions|ice, sledges and explorers
avalanches|snow slopes, rescue and warnings
earthquakes|tremors, faults and damaged buildings
thunderstorms|lightning, hail and gusts
floods|rivers over their banks and sandbags
drought|months without rain and empty reservoirs
hurricanes|tropical storms, evacuation and landfall
caves|stalactites, underground rivers and ropes
mountain climbing|ropes, summits and thin air
hiking trails|paths, boots and huts
camping|tents, sleeping bags and fires
swimming lessons|pools, strokes and armbands
scuba diving|tanks, wrecks and depth
rowing races|oars, crews and regattas
sailing boats|wind, sails and harbours
marathon running|training plans, shoes and the last miles
cycling tours|bicycles, stages and mountain passes
boxing matches|rounds, gloves and knockouts
gymnastics|bars, beams and vaults
weight lifting|barbells, muscles and gyms
yoga|postures, breath and stretching
golf courses|holes, clubs and greens
chess|openings, grandmasters and the endgame
card games|tricks, bluffing and decks
board games|dice, counters and family evenings
gambling|casinos, bets and debts
lotteries|tickets, draws and jackpots
magic tricks|illusions, rabbits and hats
circus|acrobats, clowns and tents
opera singing|arias, sopranos and orchestras
church choirs|hymns, voices and rehearsals
piano lessons|scales, sheet music and practice
guitars|strings, chords and amplifiers
ballroom dancing|waltz, tango and partners
jazz clubs|saxophones, improvisation and late nights
wedding parties|brides, rings and speeches
funerals|graves, mourning and burial
Christmas customs|trees, carols and candles
fireworks|rockets, sparks and new year
toys|dolls, blocks and playrooms
fairy tales|witches, princes and happy endings
comic books|superheroes, panels and collectors
poetry|verse, rhyme and metre
handwriting|pens, letters and calligraphy
spelling|letters, dictionaries and mistakes in words
sign language|gestures, deaf people and interpreters
translation of novels|books carried into another language
public libraries|shelves, loans and readers
oil painting|canvas, brushes and pigments
sculpture|marble, bronze and chisels
pottery|clay, kilns and glazes
knitting|yarn, needles and pullovers
sewing|fabric, thread and patterns
weaving carpets|looms, knots and wool
jewellery|gold, gems and necklaces
perfume|scents, bottles and flowers
hairdressing|cuts, colours and salons
make-up|lipstick, powder and mirrors
tattoos|ink, needles and skin
fashion shows|models, designers and catwalks
wrist watches|springs, dials and repairs
antique furniture|chairs, varnish and auctions
museum visits|exhibits, guides and tickets
castles|towers, moats and knights
pyramids|pharaohs, tombs and mummies
Vikings|longships, raids and sagas
pirates|ships, treasure and islands
slavery|captives, plantations and abolition
colonial trade|spices, ships and empires
genealogy|ancestors, registers and family trees
monasteries|monks, prayer and cloisters
pilgrimage|shrines, long walks and faith
ghost stories|haunted houses and spirits
astrology|stars, signs and horoscopes
dreams|sleep, nightmares and what they mean
meditation|stillness, breath and attention
divorce|couples who part, custody and maintenance
adoption of children|new parents, agencies and papers
pregnancy|expecting a child, midwives and birth
breastfeeding|infants, milk and mothers
homework|pupils, evenings and tired parents
school bullying|victims, playgrounds and teachers
university fees|students, loans and tuition
apprenticeships|trades learned at work
retirement|pensions, leisure and the last day at work
nursing homes|the old, carers and visitors
house cleaning|dust, mops and soap
laundry|washing machines, stains and ironing
moving house|boxes, vans and new keys
heating at home|boilers, radiators and bills
carpentry|wood, saws and joints
apartment rents|tenants, landlords and deposits
mortgages|house loans, interest and banks
homelessness|shelters, streets and winter nights
bridges|spans, cables and load
tunnels|drilling, rock and ventilation
coal mining|pits, shafts and miners
steel works|furnaces, rolling mills and workers
textile factories|looms, cotton and seamstresses
plastic waste|bottles, beaches and recycling
sewage|drains, treatment and smell
drinking water|taps, wells and purity
wind turbines|blades, towers and power
solar roofs|panels, sunshine and inverters
batteries|cells, charging and lifetime
motorcycles|helmets, engines and bends
traffic jams|rush hour, queues and horns
parking|meters, garages and fines
bus timetables|stops, delays and drivers
airport security|scanners, queues and luggage
air travel|flights, pilots and delays
submarines|periscopes, torpedoes and the deep
cruise ships|cabins, decks and ports of call
hotels|rooms, guests and breakfast
travel guides|sights, maps and tips
passports|borders, visas and stamps
postal service|letters, stamps and carriers
radio broadcasts|waves, hosts and listeners
television series|episodes, seasons and actors
film making|directors, cameras and scripts
photography|lenses, light and prints
video games|levels, players and consoles
online dating|profiles, matches and first meetings
advertising|slogans, posters and brands
supermarkets|aisles, tills and offers
counterfeit money|forged notes and police
tax returns|forms, deductions and deadlines
inheritance|wills, heirs and estates
life insurance|policies, premiums and widows
savings accounts|deposits, interest and thrift
job interviews|candidates, questions and nerves
labour strikes|unions, pickets and wages
volunteer work|helpers, charities and spare time
blood donation|donors, needles and reserves
ambulances|sirens, paramedics and emergencies
fire brigades|hoses, ladders and burning houses
prisons|cells, inmates and guards
burglary|break-ins, alarms and stolen goods
juries|trials, verdicts and citizens
death penalty|executions, appeals and sentences
landmines|explosives, fields and clearance
refugee camps|tents, aid and displaced people
broken bones|plaster, fractures and healing
allergies|pollen, sneezing and rashes
asthma|breathing, inhalers and lungs
diabetes|sugar, insulin and diet
high blood pressure|hearts, salt and tablets
sleeplessness|nights awake and tiredness
hearing loss|ears, aids and noise
eyeglasses|lenses, frames and opticians
slimming diets|calories, hunger and scales
alcoholism|drinking, relapse and support
cigarette smoking|tobacco, lungs and quitting
depression|sadness, therapy and despair
wheelchairs|ramps, wheels and access
organ transplants|donors, kidneys and waiting lists
acupuncture|needles, points and pain
rats|sewers, traps and plague
border disputes|neighbouring states that claim the same land
spies|secret agents, codes and double lives
peace treaties|negotiators, signatures and the end of fighting
nuclear weapons|warheads, tests and deterrence
aircraft carriers|navies, decks and fighter planes
war veterans|old soldiers, pensions and memories
police patrols|officers, beats and arrests
human smuggling|traffickers, lorries and borders
bribery|officials who take money
monarchies|thrones, crowns and subjects
constitutions|fundamental laws and the courts that guard them
censorship|banned books, films and speech
copyright|authors, copies and licences
patents|inventions, claims and royalties
women's rights|equal pay, suffrage and equality
racism|prejudice, discrimination and skin colour
citizenship|naturalisation, oaths and belonging
censuses|counting the people of a country
foreign aid|donors, projects and poor countries
currency exchange|rates, notes and travellers
stock markets|shares, brokers and crashes
bookkeeping|ledgers, audits and balance sheets
franchises|shops run under the name of a chain
container ports|cranes, freight and customs
Buddhism|monks, temples and enlightenment
Islam|mosques, prayer and the Koran
Judaism|synagogues, rabbis and the sabbath
Bible studies|gospels, prophets and verses
witch trials|accusations, torture and stakes
philosophy of mind|consciousness, self and free will
proverbs|sayings, wisdom and folklore
archaeology|digs, shards and settlements
cathedrals|spires, vaults and stained glass
volcanic eruptions|lava, ash and craters
glaciers|ice that advances and melts
ocean tides|moon, ebb and flow
weather forecasts|fronts, pressure and rain tomorrow
air pollution|smog, soot and lungs
pesticides|sprays, insects and residues
bacteria|cultures, infections and antibiotics
vaccines|injections, immunity and children
cancer treatment|tumours, radiation and chemotherapy
heart attacks|arteries, bypasses and emergencies
memory loss|dementia, ageing and forgetting
genetic inheritance|genes, traits and families
photosynthesis|leaves, light and sugar
evolution of species|selection, mutation and descent
chemical elements|atoms, metals and the periodic table
acids and bases|solutions, reactions and indicators
crystals|lattices, growth and facets
magnets|poles, fields and iron
lasers|beams, mirrors and wavelengths
telescopes|mirrors, domes and observers
black holes|collapsed stars and the pull of gravity
Mars exploration|rovers, dust and landers
satellites|orbits, antennas and launches
prime numbers|factors, divisibility and sieves
geometry|triangles, circles and proofs
opinion polls|samples, questions and margins of error
semiconductors|chips, wafers and transistors
drones|rotors, cameras and remote pilots
passwords|logins, secrets and theft of accounts
spam mail|unwanted messages and filters
spreadsheets|cells, formulas and columns
computer viruses|infection, worms and protection
cloud storage|servers, backups and files
ice hockey|pucks, goals and rinks
horse racing|jockeys, bets and tracks
rugby|scrums, tries and tackles
cricket|wickets, bats and innings
heavy metal music|loud guitars, drums and festivals
stand-up comedy|jokes, microphones and laughter
celebrities|stars, gossip and paparazzi
newspapers|editors, headlines and print
"""

EVERYDAY = tuple(
    Theme(name=name, description=description)
    for name, _, description in (line.partition("|") for line in _SUBJECTS.split("\n") if line)
)
